import Bytes
import Cryptography

/// The hash by which a client knows that a call-back comes from the server it asked (RFC 9635 section 4.2.3).
struct InteractionHash: Sendable {
    let clientNonce: String
    let serverNonce: String
    let reference: String

    /// The URL that the grant was asked of, as its wallet publishes it.
    let grantEndpoint: String

    /// The SHA-256 of the four lines.
    func encoded(as encoding: HashEncoding) -> String {
        let lines = [clientNonce, serverNonce, reference, grantEndpoint].joined(separator: "\n")
        let digest = SHA256.digest(Array(lines.utf8)).bytes
        switch encoding {
        case .base64: return Base64.encode(digest)
        case .base64url: return Base64URL.encode(digest)
        }
    }
}
