import COpenSSL

/// SHA-512 (FIPS 180-4).
package enum SHA512 {
    /// The number of bytes in a digest.
    package static let byteCount = 64

    /// The 64-byte digest of a message.
    package static func digest(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        var written = 0
        // Safe because the message's count is passed along, and 64 bytes are what a digest has.
        let status = EVP_Q_digest(nil, "SHA512", nil, message, message.count, &digest, &written)
        precondition(status == 1 && written == byteCount, "hashing fails only where there is no memory")
        return digest
    }
}
