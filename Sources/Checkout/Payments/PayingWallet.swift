/// A wallet that takes part in a payment, as its own document described it when the attempt began.
package struct PayingWallet: Hashable, Sendable {
    /// The address by which the wallet names itself.
    package let address: String

    /// The name it shows, if it has one.
    package let publicName: String?

    /// The URL that grants are asked for at, exactly.
    package let authServer: String

    /// What the URLs of its payments and quotes begin with.
    package let resourceServer: String

    /// What it holds.
    package let asset: WalletAsset

    /// A wallet of these parts.
    package init(
        address: String,
        publicName: String?,
        authServer: String,
        resourceServer: String,
        asset: WalletAsset
    ) {
        self.address = address
        self.publicName = publicName
        self.authServer = authServer
        self.resourceServer = resourceServer
        self.asset = asset
    }
}
