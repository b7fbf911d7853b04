import COpenSSL

/// AES with 256-bit keys in Galois/Counter mode (NIST SP 800-38D): encrypts and authenticates in one pass.
///
/// A sealed text is the ciphertext, as long as the plaintext, with the 16-byte tag behind it. A nonce must never serve
/// twice under one key: two texts sealed so give each other away, and the key's authentication with them.
package enum AES256GCM {
    /// The number of bytes in a key.
    package static let keyBytes = 32

    /// The number of bytes in a nonce.
    package static let nonceBytes = 12

    /// The number of bytes in a tag.
    package static let tagBytes = 16

    /// Encrypts `plaintext`, and binds it to `context`, which is not part of the result.
    package static func seal(
        _ plaintext: [UInt8],
        key: [UInt8],
        nonce: [UInt8],
        authenticating context: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try checkLengths(plaintext, key, nonce, context)
        return try withCipher { (cipher) throws(CryptographyError) in
            var sealed = [UInt8](repeating: 0, count: plaintext.count + tagBytes)
            var written: Int32 = 0
            // Safe because the ciphertext is as long as the plaintext, and the tag has the 16 bytes behind it.
            let isSealed = sealed.withUnsafeMutableBufferPointer { sealed in
                EVP_EncryptInit_ex2(cipher, FetchedAlgorithms.aes256GCM.pointer, key, nonce, nil) == 1
                    && EVP_EncryptUpdate(cipher, nil, &written, context, Int32(context.count)) == 1
                    && EVP_EncryptUpdate(cipher, sealed.baseAddress, &written, plaintext, Int32(plaintext.count)) == 1
                    && EVP_EncryptFinal_ex(cipher, nil, &written) == 1
                    && EVP_CIPHER_CTX_ctrl(
                        cipher,
                        EVP_CTRL_AEAD_GET_TAG,
                        Int32(tagBytes),
                        sealed.baseAddress.map { $0 + plaintext.count }
                    ) == 1
            }
            guard isSealed else { throw .unavailable }
            return sealed
        }
    }

    /// Decrypts what `seal` made with the same key, nonce and context.
    ///
    /// It throws `notAuthentic`, and returns nothing of the text, if any bit of the four is another than it was.
    package static func open(
        _ sealed: [UInt8],
        key: [UInt8],
        nonce: [UInt8],
        authenticating context: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try checkLengths(sealed, key, nonce, context)
        guard sealed.count >= tagBytes else { throw .tooShort(sealed.count) }
        return try withCipher { (cipher) throws(CryptographyError) in
            let count = sealed.count - tagBytes
            var plaintext = [UInt8](repeating: 0, count: count)
            var tag = Array(sealed[count...])
            var written: Int32 = 0
            // Safe because the plaintext is as long as the ciphertext, and the tag has 16 bytes.
            let isReady =
                EVP_DecryptInit_ex2(cipher, FetchedAlgorithms.aes256GCM.pointer, key, nonce, nil) == 1
                && EVP_DecryptUpdate(cipher, nil, &written, context, Int32(context.count)) == 1
                && EVP_DecryptUpdate(cipher, &plaintext, &written, sealed, Int32(count)) == 1
                && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, Int32(tagBytes), &tag) == 1
            guard isReady else { throw .unavailable }
            guard EVP_DecryptFinal_ex(cipher, nil, &written) == 1 else {
                // What was decrypted must not be seen by anybody, not even in freed memory.
                OPENSSL_cleanse(&plaintext, plaintext.count)
                throw .notAuthentic
            }
            return plaintext
        }
    }

    private static func checkLengths(
        _ text: [UInt8],
        _ key: [UInt8],
        _ nonce: [UInt8],
        _ context: [UInt8]
    ) throws(CryptographyError) {
        guard key.count == keyBytes else { throw .keyLength(key.count) }
        guard nonce.count == nonceBytes else { throw .nonceLength(nonce.count) }
        guard max(text.count, context.count) <= Int32.max else { throw .tooLong(max(text.count, context.count)) }
    }

    /// Lends a cipher context, and wipes and frees it after the call.
    private static func withCipher(
        _ body: (OpaquePointer) throws(CryptographyError) -> [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard let cipher = EVP_CIPHER_CTX_new() else { throw .unavailable }
        // Safe because nobody keeps the context: freeing it wipes the key that it holds.
        defer { EVP_CIPHER_CTX_free(cipher) }
        do {
            return try body(cipher)
        } catch {
            // The reason is in the error thrown; libcrypto's own queue is a thread's, and would keep it for ever.
            ERR_clear_error()
            throw error
        }
    }
}
