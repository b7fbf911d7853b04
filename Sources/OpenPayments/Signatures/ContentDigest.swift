import Bytes
import Cryptography

/// The `Content-Digest` field (RFC 9530) as Open Payments clients send it: SHA-512 over the body's bytes.
enum ContentDigest {
    /// `sha-512=:` and the digest in base64 and `:`.
    static func field(of body: [UInt8]) -> String {
        "sha-512=:\(Base64.encode(SHA512.digest(body))):"
    }
}
