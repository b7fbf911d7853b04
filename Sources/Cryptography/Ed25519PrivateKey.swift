import Bytes
import COpenSSL

/// A private key for Ed25519 signatures (RFC 8032), which are deterministic: one message, one signature.
///
/// It shows itself nowhere: whatever prints or dumps a value that holds one prints a placeholder. Whoever keeps it
/// takes the `seed` and encrypts that.
package struct Ed25519PrivateKey: Sendable, Hashable {
    /// The number of bytes in a seed.
    package static let seedBytes = 32

    /// The number of bytes in a signature.
    package static let signatureBytes = 64

    /// The 32 secret bytes that everything else follows from.
    package let seed: [UInt8]

    /// The key that verifies what this one signs.
    package let publicKey: Ed25519PublicKey

    /// The key of a seed; throws `keyLength` unless it has 32 bytes.
    package init(seed: [UInt8]) throws(CryptographyError) {
        guard seed.count == Self.seedBytes else { throw .keyLength(seed.count) }
        guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else {
            throw .unavailable
        }
        defer { EVP_PKEY_free(key) }
        self.seed = seed
        publicKey = try Ed25519PublicKey(of: key)
    }

    /// A new key.
    package static func generate(from random: RandomSource) -> Ed25519PrivateKey {
        do throws(CryptographyError) { return try Ed25519PrivateKey(seed: random.bytes(seedBytes)) } catch {
            preconditionFailure("any 32 bytes are a seed, and libcrypto fails only where there is no memory")
        }
    }

    /// The 64 bytes of the signature of a message.
    package func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Self.signatureBytes)
        var written = signature.count
        guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count),
            let context = EVP_MD_CTX_new()
        else { preconditionFailure("making a context fails only where there is no memory") }
        defer {
            EVP_MD_CTX_free(context)
            EVP_PKEY_free(key)
        }
        // Safe because the signature's count is passed along, and a message's with the message.
        let isDone =
            EVP_DigestSignInit(context, nil, nil, nil, key) == 1
            && EVP_DigestSign(context, &signature, &written, message, message.count) == 1
        precondition(isDone && written == Self.signatureBytes, "signing fails only where there is no memory")
        return signature
    }

    /// The key as PKCS#8 in PEM (RFC 8410 section 7): 3 lines, each ended by a line feed.
    ///
    /// It is as secret as the seed.
    package var pem: String {
        let body = Base64.encode(Ed25519PrivateKeyReading.header + seed)
        return "\(Ed25519PrivateKeyReading.firstLine)\n\(body)\n\(Ed25519PrivateKeyReading.lastLine)\n"
    }
}

extension Ed25519PrivateKey: CustomStringConvertible, CustomReflectable {
    /// Says what it is and no more.
    package var description: String { "Ed25519PrivateKey(secret)" }

    /// Has no children, so that `dump` shows none.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
