package import Cryptography

/// What a merchant needs to act for a wallet: its address, and a key that is published there.
package struct WalletCredentials: Sendable {
    /// The wallet address.
    package let address: String

    /// The name of the key.
    package let keyID: String

    /// The key, whose public half the wallet publishes under that name.
    package let privateKey: Ed25519PrivateKey

    /// The credentials of a wallet, of any provider.
    package init(address: String, keyID: String, privateKey: Ed25519PrivateKey) {
        self.address = address
        self.keyID = keyID
        self.privateKey = privateKey
    }
}
