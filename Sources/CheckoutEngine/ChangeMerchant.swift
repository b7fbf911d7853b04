package import Checkout

/// A merchant's request to change its own settings.
package struct ChangeMerchant: Sendable {
    /// Who asks.
    package let merchant: MerchantID

    /// The idempotency key, if one was sent.
    package let claim: IdempotencyClaim?

    /// What is to be changed; nil if it could not be understood, so that only a replay or a conflict can come of it.
    package let changes: [MerchantChange]?

    /// Whether the reply shows a secret, and is sealed before it is kept.
    package let showsSecret: Bool

    /// Words the reply: of the merchant as it is behind the change, at its time.
    package let reply: @Sendable (Merchant, Timestamp) -> [UInt8]

    /// A request as the caller decoded it.
    package init(
        merchant: MerchantID,
        claim: IdempotencyClaim?,
        changes: [MerchantChange]?,
        showsSecret: Bool,
        reply: @escaping @Sendable (Merchant, Timestamp) -> [UInt8]
    ) {
        self.merchant = merchant
        self.claim = claim
        self.changes = changes
        self.showsSecret = showsSecret
        self.reply = reply
    }

    /// The key's use with the reply as it may be kept.
    func use(_ reply: [UInt8], sealedBy vault: SecretVault) throws -> IdempotencyUse? {
        guard let claim else { return nil }
        let kept: IdempotencyUse.Reply =
            showsSecret ? .sealed(try vault.seal(reply: reply, of: claim.identity)) : .body(reply)
        return claim.use(status: 200, reply: kept)
    }
}
