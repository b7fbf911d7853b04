package import Cryptography

/// Seals the secrets that must be read back (webhook secrets, wallet keys, grant tokens) for log and snapshots.
///
/// AES-256-GCM (NIST SP 800-38D) under the server's encryption key. A sealed secret is the first eight bytes of the
/// key's fingerprint, a random 12-byte nonce, ciphertext and tag; entity and field are authenticated with it, so that a
/// secret cannot be moved to another place. Keys for other uses are derived from the same key by HMAC-SHA-256 with a
/// label each.
package struct SecretVault: Sendable {
    /// Length of the encryption key in bytes.
    package static let keyBytes = 32

    /// Names the encryption key without revealing it: in the header of every log segment and snapshot.
    package let fingerprint: [UInt8]

    private let key: [UInt8]
    private let random: RandomSource

    /// A vault under a 32-byte key.
    package init(key: [UInt8], random: RandomSource) {
        precondition(key.count == Self.keyBytes, "an encryption key has 32 bytes")
        self.key = key
        self.random = random
        fingerprint = Array(HMACSHA256.authenticate(Array("encryption key fingerprint".utf8), key: key).prefix(16))
    }

    /// A key of 32 bytes for one use, the same at every start.
    package func derivedKey(for use: String) -> [UInt8] {
        HMACSHA256.authenticate(Array("derived key: \(use)".utf8), key: key)
    }

    /// Encrypts a secret for one field of one entity.
    package func seal(_ secret: [UInt8], entity: String, field: String) throws -> [UInt8] {
        let nonce = random.bytes(12)
        let place = authenticatedPlace(entity: entity, field: field)
        let ciphertext = try AES256GCM.seal(secret, key: key, nonce: nonce, authenticating: place)
        return fingerprint.prefix(8) + nonce + ciphertext
    }

    /// Decrypts what `seal` made for the same field of the same entity; throws for anything else.
    package func open(_ sealed: [UInt8], entity: String, field: String) throws -> [UInt8] {
        guard sealed.count >= 8 + 12 + 16, Array(sealed.prefix(8)) == Array(fingerprint.prefix(8)) else {
            throw SecretVaultError.sealedWithAnotherKey
        }
        return try AES256GCM.open(
            Array(sealed.dropFirst(20)),
            key: key,
            nonce: Array(sealed[8..<20]),
            authenticating: authenticatedPlace(entity: entity, field: field)
        )
    }

    private func authenticatedPlace(entity: String, field: String) -> [UInt8] {
        Array("\(entity)\u{0}\(field)".utf8)
    }
}

/// Why a sealed secret cannot be opened before its cipher is even tried.
package enum SecretVaultError: Error {
    /// The secret names another encryption key, or is no sealed secret at all.
    case sealedWithAnotherKey
}
