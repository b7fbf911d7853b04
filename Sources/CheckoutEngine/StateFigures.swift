package import Checkout

/// What a state comes to in numbers.
package struct StateFigures: Sendable, Equatable {
    /// The last record that is in it.
    package let sequence: UInt64

    /// The newest time that stands in it.
    package let newest: Timestamp

    /// Merchants.
    package let merchants: Int

    /// API keys, the revoked included.
    package let keys: Int

    /// Sessions by status.
    package let sessions: StatusCounts

    /// Events, delivered or not.
    package let events: Int

    /// Sessions that somebody has begun to pay.
    package let payments: Int

    /// Subscriptions, those that are closed included.
    package let subscriptions: Int

    /// Idempotency keys that are remembered.
    package let idempotencyKeys: Int

    init(of state: RecoveredState) {
        sequence = state.sequence
        newest = state.newest
        merchants = state.directory.merchantsCount
        keys = state.directory.keysCount
        sessions = state.shards.reduce(StatusCounts()) { $0 + $1.counts }
        events = state.shards.reduce(0) { sum, shard in
            shard.stripes.reduce(sum) { $0 + $1.events.count + $1.subscriptionEvents.count }
        }
        payments = state.shards.reduce(0) { sum, shard in shard.stripes.reduce(sum) { $0 + $1.payments.count } }
        subscriptions = state.shards.reduce(0) { sum, shard in
            shard.stripes.reduce(sum) { $0 + $1.subscriptions.count }
        }
        idempotencyKeys = state.shards.reduce(0) { sum, shard in
            shard.stripes.reduce(sum) { $0 + $1.idempotency.count }
        }
    }
}
