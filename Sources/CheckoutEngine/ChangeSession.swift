package import Checkout

/// A request to change a session.
package struct ChangeSession: Sendable {
    /// Who asks.
    package let merchant: MerchantID

    /// With a test or a live key.
    package let keyMode: KeyMode

    /// The idempotency key, if one was sent.
    package let claim: IdempotencyClaim?

    /// Which session; nil if what was sent is no identifier, and so nobody's.
    package let session: SessionID?

    /// What is asked; nil if it could not be understood, so that only a replay or a conflict can come of it.
    package let command: SessionCommand?

    /// A request as the caller decoded it.
    package init(
        merchant: MerchantID,
        keyMode: KeyMode,
        claim: IdempotencyClaim?,
        session: SessionID?,
        command: SessionCommand?
    ) {
        self.merchant = merchant
        self.keyMode = keyMode
        self.claim = claim
        self.session = session
        self.command = command
    }
}

extension ChangeSession: ShardChange {
    var isUnderstood: Bool { command != nil }

    func perform(in shard: isolated Shard) -> ChangeResult {
        shard.perform(self)
    }
}
