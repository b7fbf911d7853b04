package import Bytes
package import Cryptography

/// A public key as a wallet address publishes it: a JSON Web Key for Ed25519 (RFC 8037).
package struct PublishedKey: Hashable, Sendable {
    /// The name by which signatures refer to it, `kid`.
    package let keyID: String

    /// The key.
    package let publicKey: Ed25519PublicKey

    /// A key by its name.
    package init(keyID: String, publicKey: Ed25519PublicKey) {
        self.keyID = keyID
        self.publicKey = publicKey
    }

    /// Reads one of a set's keys; nil for a key of another kind, which does not matter to us.
    init?(_ object: AnswerObject) throws(AnswerProblem) {
        guard try object.string("kty") == "OKP", try object.optionalString("crv") == "Ed25519",
            try object.optionalString("alg").map({ $0 == "EdDSA" }) ?? true
        else { return nil }
        guard let bytes = Base64URL.decode(try object.string("x")), let key = try? Ed25519PublicKey(bytes: bytes) else {
            throw .memberMalformed("x")
        }
        keyID = try object.string("kid")
        publicKey = key
    }

    /// Writes the key as wallets want it uploaded.
    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        for (name, value) in [
            ("kid", keyID), ("alg", "EdDSA"), ("use", "sig"), ("kty", "OKP"), ("crv", "Ed25519"),
            ("x", Base64URL.encode(publicKey.bytes)),
        ] {
            writer.name(name)
            writer.string(value)
        }
        writer.endObject()
    }
}
