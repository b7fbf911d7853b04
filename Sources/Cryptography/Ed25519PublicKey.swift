import COpenSSL

/// A public key for Ed25519 signatures (RFC 8032).
package struct Ed25519PublicKey: Sendable, Hashable {
    /// The number of bytes in a key.
    package static let byteCount = 32

    /// The key as JWK's `x` and others carry it: 32 bytes.
    package let bytes: [UInt8]

    /// The key of 32 bytes; throws `keyLength` for another number.
    ///
    /// That the bytes are a point of the curve shows when something is verified: nothing is, with others.
    package init(bytes: [UInt8]) throws(CryptographyError) {
        guard bytes.count == Self.byteCount else { throw .keyLength(bytes.count) }
        self.bytes = bytes
    }

    /// The public half of a pair that libcrypto holds, an `EVP_PKEY`.
    init(of pair: OpaquePointer) throws(CryptographyError) {
        var bytes = [UInt8](repeating: 0, count: Self.byteCount)
        var count = bytes.count
        // Safe because the array's count is passed along.
        guard EVP_PKEY_get_raw_public_key(pair, &bytes, &count) == 1, count == Self.byteCount else {
            throw .unavailable
        }
        self.bytes = bytes
    }

    /// Whether `signature` is what the private key of this one makes of `message`.
    package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard signature.count == Ed25519PrivateKey.signatureBytes else { return false }
        // The reason of a failure stays in libcrypto's queue, which is a thread's, and would keep it for ever.
        defer { ERR_clear_error() }
        guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count),
            let context = EVP_MD_CTX_new()
        else { preconditionFailure("making a context fails only where there is no memory") }
        defer {
            EVP_MD_CTX_free(context)
            EVP_PKEY_free(key)
        }
        // Safe because every array is passed with its count.
        return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
