/// Why the directory does not take a command, one case a rule.
package enum DirectoryViolation: Error, Hashable, Sendable {
    /// There is a merchant of this identifier.
    case merchantExists(MerchantID)
    /// There is no merchant of this identifier.
    case merchantUnknown(MerchantID)
    /// There is a key of this identifier or digest.
    case keyExists(KeyID)
    /// There is no key of this identifier.
    case keyUnknown(KeyID)
    /// The key was revoked already.
    case keyRevoked(KeyID, at: Timestamp)
    /// A key that comes with a new merchant is another merchant's.
    case keyOfAnotherMerchant(KeyID)
    /// A merchant's name is empty, too long or holds control characters.
    case merchantName(TextProblem)
    /// A key's name is too long or holds control characters.
    case keyName(TextProblem)
    /// A webhook URL is none.
    case webhookURL(URLProblem)
    /// The reason for disabling a webhook is empty, too long or holds control characters.
    case disabledReason(TextProblem)
    /// A wallet address is none.
    case walletAddress(URLProblem)
    /// The identifier of a wallet's key is empty, too long or holds what cannot stand in a signature's parameters.
    case walletKeyID
    /// A sealed secret is longer than ``Limits/sealedSecretBytes``.
    case sealedSecretTooLong
}
