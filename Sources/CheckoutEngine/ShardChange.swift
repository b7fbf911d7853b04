import Checkout

/// A request to change something that lives in the shard of a session, whose idempotency key may live in another.
protocol ShardChange: Sendable {
    /// The idempotency key, if one was sent.
    var claim: IdempotencyClaim? { get }

    /// The session in whose shard it is done; nil for what is nobody's.
    var session: SessionID? { get }

    /// Whether the request was understood.
    var isUnderstood: Bool { get }

    /// Decides and records.
    func perform(in shard: isolated Shard) -> ChangeResult
}
