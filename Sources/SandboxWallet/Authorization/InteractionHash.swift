import Bytes
import Cryptography

/// The hash by which a client knows that a call-back comes from the server it asked (RFC 9635 section 4.2.3).
package struct InteractionHash: Sendable {
    /// How it is written into a query.
    package enum Encoding: String, Sendable, Hashable, CaseIterable {
        /// With padding, as reference wallets do.
        case base64
        /// Without padding, as the RFC has it.
        case base64url
    }

    let clientNonce: String
    let serverNonce: String
    let reference: String

    /// The URL that the grant was asked of, as its wallet publishes it.
    let grantEndpoint: String

    /// The SHA-256 of the four lines.
    func encoded(as encoding: Encoding) -> String {
        let lines = [clientNonce, serverNonce, reference, grantEndpoint].joined(separator: "\n")
        let digest = SHA256.digest(Array(lines.utf8)).bytes
        switch encoding {
        case .base64: return Base64.encode(digest)
        case .base64url: return Base64URL.encode(digest)
        }
    }
}
