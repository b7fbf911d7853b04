package import Checkout

/// A merchant's request to send an event again, now and from the schedule's beginning.
package struct ResendEvent: Sendable {
    /// Who asks.
    package let merchant: MerchantID

    /// With a test or a live key.
    package let keyMode: KeyMode

    /// The idempotency key, if one was sent.
    package let claim: IdempotencyClaim?

    /// Which event; nil if what was sent is no identifier, and so nobody's.
    package let event: EventID?

    /// Whether the rest of the request was understood; if not, only a replay or a conflict can come of it.
    package let isUnderstood: Bool

    /// Words the reply: of the event as it is then.
    package let reply: @Sendable (StoredEvent) -> [UInt8]

    /// A request as the caller decoded it.
    package init(
        merchant: MerchantID,
        keyMode: KeyMode,
        claim: IdempotencyClaim?,
        event: EventID?,
        isUnderstood: Bool,
        reply: @escaping @Sendable (StoredEvent) -> [UInt8]
    ) {
        self.merchant = merchant
        self.keyMode = keyMode
        self.claim = claim
        self.event = event
        self.isUnderstood = isUnderstood
        self.reply = reply
    }
}

extension ResendEvent: ShardChange {
    var session: SessionID? { event?.session }

    func perform(in shard: isolated Shard) -> ChangeResult {
        shard.perform(self)
    }
}
