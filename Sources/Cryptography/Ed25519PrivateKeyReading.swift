import Bytes

/// Reads private keys as people bring them.
///
/// Taken are PKCS#8 in PEM (RFC 8410), which wallets hand out, base64 of such a PEM, and base64 of the 32 bytes of the
/// seed, in either alphabet. White space around and inside of base64 counts for nothing.
enum Ed25519PrivateKeyReading {
    static let firstLine = "-----BEGIN PRIVATE KEY-----"
    static let lastLine = "-----END PRIVATE KEY-----"

    /// What stands before the seed in PKCS#8: a sequence of version 0, the algorithm 1.3.101.112 and the wrapped seed.
    static let header: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    /// The longest text that is looked at; an Ed25519 key takes 119 bytes, a long RSA key 3,300.
    static let longestText = 16_384

    static func seed(of text: String) throws(PrivateKeyProblem) -> [UInt8] {
        guard text.utf8.count <= longestText else { throw .tooLong }
        if text.contains("-----BEGIN") { return try seed(ofPEM: text) }
        guard let bytes = decode(text) else { throw .malformed }
        if bytes.count == Ed25519PrivateKey.seedBytes { return bytes }
        let inner = String(decoding: bytes, as: UTF8.self)
        guard inner.contains("-----BEGIN") else { throw .malformed }
        return try seed(ofPEM: inner)
    }

    private static func seed(ofPEM text: String) throws(PrivateKeyProblem) -> [UInt8] {
        guard let start = text.firstRange(of: firstLine) else {
            if text.contains("-----BEGIN PUBLIC KEY-----") { throw .publicKey }
            if text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") { throw .encrypted }
            throw .otherAlgorithm
        }
        guard let end = text.firstRange(of: lastLine), start.upperBound <= end.lowerBound,
            let bytes = decode(String(text[start.upperBound..<end.lowerBound]))
        else { throw .malformed }
        if bytes.starts(with: header), bytes.count == header.count + Ed25519PrivateKey.seedBytes {
            return Array(bytes.dropFirst(header.count))
        }
        // All keys begin alike: a sequence, and a version inside. What differs is the algorithm.
        guard bytes.first == header[0] else { throw .malformed }
        let algorithm = header[5..<12]
        throw bytes.prefix(32).firstRange(of: algorithm) == nil ? .otherAlgorithm : .malformed
    }

    private static func decode(_ text: String) -> [UInt8]? {
        let packed = text.filter { !$0.isWhitespace }
        return Base64.decode(packed) ?? Base64URL.decode(packed)
    }
}

extension Ed25519PrivateKey {
    /// Reads a key that somebody brings: PKCS#8 in PEM, base64 of such a PEM, or base64 of the 32 bytes of the seed.
    package init(parsing text: String) throws(PrivateKeyProblem) {
        let seed = try Ed25519PrivateKeyReading.seed(of: text)
        do throws(CryptographyError) { try self.init(seed: seed) } catch { throw .malformed }
    }
}
