import COpenSSL

/// The algorithms of libcrypto that we use, each looked up by name once in the life of the process.
///
/// libcrypto 3 finds an algorithm among its providers under a lock, which costs more than hashing a short message.
enum FetchedAlgorithms {
    /// AES with 256-bit keys in Galois/Counter mode, an `EVP_CIPHER`.
    static let aes256GCM = FetchedAlgorithm(EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))

    /// HMAC over SHA-256 without a key yet, an `EVP_MAC_CTX` to be duplicated and never used itself.
    static let hmacSHA256 = FetchedAlgorithm(hmacContext())

    private static func hmacContext() -> OpaquePointer? {
        guard let algorithm = EVP_MAC_fetch(nil, "HMAC", nil), let context = EVP_MAC_CTX_new(algorithm) else {
            return nil
        }
        // The context holds a reference of its own.
        EVP_MAC_free(algorithm)
        var name = Array("SHA256".utf8CString)
        // Both texts are where the parameters say until libcrypto has copied them, which it does before it returns.
        let isSet = name.withUnsafeMutableBufferPointer { name in
            OSSL_MAC_PARAM_DIGEST.withCString { key in
                let parameters = [
                    OSSL_PARAM_construct_utf8_string(key, name.baseAddress, 0),
                    OSSL_PARAM_construct_end(),
                ]
                return EVP_MAC_CTX_set_params(context, parameters)
            }
        }
        return isSet == 1 ? context : nil
    }
}
