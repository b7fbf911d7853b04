import Bytes
package import Cryptography

/// Where the customer's browser comes back to from the wallet, and our half of the proof that it does.
package struct InteractionFinish: Hashable, Sendable {
    /// The URL to come back to; the wallet adds members to its query.
    package let uri: String

    /// Our nonce, which goes into the hash; one a grant, and stored before the grant is asked for.
    package let nonce: String

    /// A way back with a nonce of its own.
    package init(uri: String, nonce: String) {
        self.uri = uri
        self.nonce = nonce
    }

    /// A nonce: 128 random bits in base64url.
    package static func nonce(from random: RandomSource) -> String {
        Base64URL.encode(random.bytes(16))
    }
}
