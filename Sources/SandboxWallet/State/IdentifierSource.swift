import Bytes
import Cryptography

/// Names for what the sandbox makes, which nobody guesses.
struct IdentifierSource: Sendable {
    private let random: RandomSource

    init(_ random: RandomSource) {
        self.random = random
    }

    /// A name for a grant, a payment, a reference: 128 bits, written as a UUID is.
    func identifier() -> String {
        let digits = Array(Hex.encode(random.bytes(16)))
        let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return parts.map { String(digits[$0]) }.joined(separator: "-")
    }

    /// A token or a nonce: 128 bits in capitals.
    func token() -> String {
        Hex.encode(random.bytes(16)).uppercased()
    }

    /// A secret of an incoming payment, base64url of 32 bytes.
    func secret() -> String {
        Base64URL.encode(random.bytes(32))
    }

    /// A new key pair.
    func privateKey() -> Ed25519PrivateKey {
        Ed25519PrivateKey.generate(from: random)
    }
}
