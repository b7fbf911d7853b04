package import Checkout

/// A merchant's request to charge a subscription no more.
package struct CancelSubscription: Sendable {
    /// Who asks.
    package let merchant: MerchantID

    /// With a test or a live key.
    package let keyMode: KeyMode

    /// The idempotency key, if one was sent.
    package let claim: IdempotencyClaim?

    /// Which subscription; nil if what was sent is no identifier, and so nobody's.
    package let subscription: SubscriptionID?

    /// Whether the rest of the request was understood; if not, only a replay or a conflict can come of it.
    package let isUnderstood: Bool

    /// A request as the caller decoded it.
    package init(
        merchant: MerchantID,
        keyMode: KeyMode,
        claim: IdempotencyClaim?,
        subscription: SubscriptionID?,
        isUnderstood: Bool
    ) {
        self.merchant = merchant
        self.keyMode = keyMode
        self.claim = claim
        self.subscription = subscription
        self.isUnderstood = isUnderstood
    }
}

extension CancelSubscription: ShardChange {
    var session: SessionID? { subscription?.session }

    func perform(in shard: isolated Shard) -> ChangeResult {
        shard.perform(self)
    }
}
