package import Cryptography

/// As whom the client asks: a wallet address, and a key that is published there.
package struct ClientIdentity: Hashable, Sendable {
    /// The wallet address, exactly as its document spells it.
    package let walletAddress: String

    /// The name of the key in the address's key set.
    package let keyID: String

    /// The key.
    package let privateKey: Ed25519PrivateKey

    /// An identity of these parts; nil if the key's name is none that a signature can carry, see ``isKeyID(_:)``.
    package init?(walletAddress: String, keyID: String, privateKey: Ed25519PrivateKey) {
        guard Self.isKeyID(keyID) else { return nil }
        self.walletAddress = walletAddress
        self.keyID = keyID
        self.privateKey = privateKey
    }

    /// Whether a key may be called so: visible ASCII without quote, backslash and semicolon, at which some wallets
    /// cut; 256 characters at most.
    package static func isKeyID(_ text: String) -> Bool {
        1...WalletLimits.keyIDCharacters ~= text.utf8.count
            && text.utf8.allSatisfy { 0x21..<0x7F ~= $0 && !#""\;"#.utf8.contains($0) }
    }
}
