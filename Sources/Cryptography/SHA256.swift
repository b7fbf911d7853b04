import COpenSSL

/// SHA-256 (FIPS 180-4).
///
/// A digest takes no allocation and no lock: what libcrypto needs for it stands on the stack.
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
            copenssl_sha256(
                message.baseAddress,
                message.count,
                words.assumingMemoryBound(to: UInt8.self).baseAddress
            )
        }
        precondition(status == 1, "hashing fails only where libcrypto is broken")
        return digest
    }
}
