/// The wallet that a merchant is paid at in one mode.
package struct MerchantWallet: Hashable, Sendable {
    /// The wallet's address, as its server spells it once it was asked.
    package let address: String

    /// What it holds; `nil` while nobody has asked its server.
    package let asset: WalletAsset?

    /// The key under which it knows us; `nil` for a wallet that was only named.
    package let key: WalletKey?

    /// A wallet as given; ``Directory`` checks it.
    package init(address: String, asset: WalletAsset? = nil, key: WalletKey? = nil) {
        self.address = address
        self.asset = asset
        self.key = key
    }

    /// Whether payments can be asked for at it.
    package var isReady: Bool { asset != nil && key != nil }
}
