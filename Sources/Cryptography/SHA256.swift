import COpenSSL

/// SHA-256 (FIPS 180-4).
///
/// One call of libcrypto with the algorithm fetched beforehand: a context kept by each thread would save 30 ns of the
/// 165 that a short message takes, at the price of state with a lifetime.
package enum SHA256 {
    /// The digest of a message.
    package static func digest(_ message: [UInt8]) -> SHA256Digest {
        // Safe because the bytes are only read, and only inside the call.
        message.withUnsafeBytes { digest($0) }
    }

    /// The digest of a message.
    package static func digest(_ message: UnsafeRawBufferPointer) -> SHA256Digest {
        var digest = SHA256Digest()
        // Safe because libcrypto reads the message's bytes only, and writes 32, which is what the words hold.
        let status = withUnsafeMutableBytes(of: &digest.words) { words in
            EVP_Digest(
                message.baseAddress,
                message.count,
                words.assumingMemoryBound(to: UInt8.self).baseAddress,
                nil,
                FetchedAlgorithms.sha256.pointer,
                nil
            )
        }
        precondition(status == 1, "hashing fails only where there is no memory")
        return digest
    }
}
