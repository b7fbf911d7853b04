package import Cryptography

/// What is known of an API key: all but the key itself.
package struct APIKey: Hashable, Sendable {
    /// Names the key in lists and for revoking.
    package let id: KeyID

    /// Whose key it is.
    package let merchant: MerchantID

    /// Which sessions it sees.
    package let keyMode: KeyMode

    /// The name its owner has given it, if any; ``Limits/keyNameCharacters``.
    package let name: String?

    /// SHA-256 of the key's text.
    package let digest: SHA256Digest

    /// The key's last four characters, for display.
    package let lastFour: String

    /// When it was made.
    package let createdAt: Timestamp

    /// When it was last seen, to within ``Limits/keyUseIntervalSeconds``; `nil` before its first use.
    package internal(set) var lastUsedAt: Timestamp?

    /// When it was revoked; it opens nothing from then on.
    package internal(set) var revokedAt: Timestamp?

    /// A key that was just made.
    package init(
        id: KeyID,
        merchant: MerchantID,
        keyMode: KeyMode,
        name: String?,
        digest: SHA256Digest,
        lastFour: String,
        createdAt: Timestamp
    ) {
        self.id = id
        self.merchant = merchant
        self.keyMode = keyMode
        self.name = name
        self.digest = digest
        self.lastFour = lastFour
        self.createdAt = createdAt
    }

    /// Whether a use now is worth logging: the last logged one is ``Limits/keyUseIntervalSeconds`` ago, or none was.
    package func isUseDue(at now: Timestamp) -> Bool {
        guard let lastUsedAt else { return true }
        return now - lastUsedAt >= Limits.keyUseIntervalSeconds
    }
}
