/// How a webhook destination is doing, and the secret that it is leaving.
package struct WebhookStanding: Hashable, Sendable {
    /// The secret before the present one, sealed like it; valid until ``previousSecretExpiresAt``.
    package internal(set) var sealedPreviousSecret: [UInt8]?

    /// When the previous secret stops being valid; set exactly while there is one.
    package internal(set) var previousSecretExpiresAt: Timestamp?

    /// Why nothing is sent any more, in words for people; `nil` while the destination is enabled.
    package internal(set) var disabledReason: String?

    /// When the first of the failures was that nothing but failures has followed; `nil` after a success.
    package internal(set) var failingSince: Timestamp?

    /// When destination or secret were changed last; `nil` before the first time.
    package internal(set) var updatedAt: Timestamp?

    /// Of a destination that was never heard of.
    package init() {}
}
