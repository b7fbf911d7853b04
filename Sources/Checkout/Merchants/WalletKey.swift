/// An Ed25519 key under which a merchant's wallet knows us.
package struct WalletKey: Hashable, Sendable {
    /// The key's identifier, which its public half bears where the wallet publishes it.
    ///
    /// ``Limits/walletKeyIDCharacters``.
    package let id: String

    /// The private half, encrypted; what the bytes are is the business of whoever seals and opens them.
    package let sealedPrivateKey: [UInt8]

    /// A key as given; ``Directory`` checks it.
    package init(id: String, sealedPrivateKey: [UInt8]) {
        self.id = id
        self.sealedPrivateKey = sealedPrivateKey
    }

    /// Whether a text can be a key's identifier.
    ///
    /// Printable ASCII without `"`, `;` and `\`, since it stands in a signature's parameters.
    package static func isIdentifier(_ text: String) -> Bool {
        let taken = UInt8(ascii: "!")...UInt8(ascii: "~")
        let refused = [UInt8(ascii: "\""), UInt8(ascii: ";"), UInt8(ascii: "\\")]
        return Limits.walletKeyIDCharacters.contains(text.utf8.count)
            && text.utf8.allSatisfy { taken.contains($0) && !refused.contains($0) }
    }
}
