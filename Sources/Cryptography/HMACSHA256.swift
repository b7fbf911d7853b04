import COpenSSL

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
package enum HMACSHA256 {
    /// The 32-byte authentication code of a message under a key of any length.
    ///
    /// Check a code that somebody sent with `ConstantTime.isEqual`.
    package static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        guard let context = EVP_MAC_CTX_dup(FetchedAlgorithms.hmacSHA256.pointer) else {
            preconditionFailure("duplicating a context fails only where there is no memory")
        }
        defer { EVP_MAC_CTX_free(context) }
        // Keys are padded with zeros to a block, so an empty one equals a zero byte; libcrypto takes it for no key.
        let key = key.isEmpty ? [0] : key
        var code = [UInt8](repeating: 0, count: SHA256Digest.byteCount)
        var written = 0
        // Safe because each pointer is passed with the count of the array that it points into.
        let isDone =
            EVP_MAC_init(context, key, key.count, nil) == 1
            && EVP_MAC_update(context, message, message.count) == 1
            && EVP_MAC_final(context, &code, &written, code.count) == 1
        precondition(isDone && written == code.count, "authenticating fails only where there is no memory")
        return code
    }
}
