import Bytes
import Cryptography

/// The proof that a browser comes from the wallet it was sent to (RFC 9635 section 4.2.3), with SHA-256.
///
/// Four texts with a line feed between each two are hashed: our nonce, the server's, the reference of the interaction
/// and the URL that the grant was asked for at. Servers spell that URL with and without a slash at its end, so both
/// count: they are the same server's.
package struct InteractionHash: Sendable {
    private let clientNonce: String
    private let serverNonce: String
    private let interactRef: String
    private let grantEndpoint: String

    /// The proof of these four, all of which are there: an empty one never matches.
    package init(clientNonce: String, serverNonce: String, interactRef: String, grantEndpoint: String) {
        self.clientNonce = clientNonce
        self.serverNonce = serverNonce
        self.interactRef = interactRef
        self.grantEndpoint = grantEndpoint
    }

    /// Whether `hash`, as it came in a query, is the proof, in base64 or base64url, with padding or without.
    ///
    /// It takes the same time whatever differs.
    package func matches(_ hash: String) -> Bool {
        guard let bytes = Self.decode(hash), ![clientNonce, serverNonce, interactRef, grantEndpoint].contains("")
        else { return false }
        let other = grantEndpoint.hasSuffix("/") ? String(grantEndpoint.dropLast()) : grantEndpoint + "/"
        let isSame = ConstantTime.isEqual(digest(of: grantEndpoint), bytes)
        let isSameBySlash = ConstantTime.isEqual(digest(of: other), bytes)
        return isSame || isSameBySlash
    }

    func digest(of endpoint: String) -> [UInt8] {
        let base = [clientNonce, serverNonce, interactRef, endpoint].joined(separator: "\n")
        return SHA256.digest(Array(base.utf8)).bytes
    }

    /// The 32 bytes; a plus that a server left as it is has become a space on its way.
    private static func decode(_ hash: String) -> [UInt8]? {
        guard hash.utf8.count <= 64 else { return nil }
        var text = ""
        for character in hash {
            switch character {
            case "+", " ": text.append("-")
            case "/": text.append("_")
            case "=": break
            case let other: text.append(other)
            }
        }
        guard let bytes = Base64URL.decode(text), bytes.count == SHA256Digest.byteCount else { return nil }
        return bytes
    }
}
