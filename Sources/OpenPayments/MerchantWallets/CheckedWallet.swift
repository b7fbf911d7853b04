package import Checkout

/// A wallet at which payments can be asked for.
package struct CheckedWallet: Hashable, Sendable {
    /// Its address, as its document spells it.
    package let address: String

    /// What it holds.
    package let asset: WalletAsset

    /// What it calls itself; some wallets ask for consent only on behalf of one that has a name.
    package let publicName: String?
}
