import Checkout

/// Finds the shard of a session or an idempotency key: carried in the identifier, no look-up.
///
/// A stripe is for ever; stripe to shard is modulo, so that the number of shards may change between two starts.
package struct ShardRouter: Sendable {
    /// How many shards there are, 1 to `Checkout.Limits.stripes`.
    package let shardCount: Int

    /// Routes to so many shards.
    package init(shardCount: Int) {
        precondition((1...Checkout.Limits.stripes).contains(shardCount), "shards are 1 to the number of stripes")
        self.shardCount = shardCount
    }

    /// The shard that owns a stripe.
    @inlinable
    package func shard(ofStripe stripe: Int) -> Int {
        stripe % shardCount
    }

    /// Where a stripe stands inside its shard.
    @inlinable
    package func slot(ofStripe stripe: Int) -> Int {
        stripe / shardCount
    }

    /// The stripes of a shard, ascending, so that `slot(ofStripe:)` is their position.
    package func stripes(ofShard shard: Int) -> StrideTo<Int> {
        stride(from: shard, to: Checkout.Limits.stripes, by: shardCount)
    }

    /// How many stripes a shard has: with the last shards it may be one less than with the first.
    func stripeCount(ofShard shard: Int) -> Int {
        (Checkout.Limits.stripes - shard + shardCount - 1) / shardCount
    }

    /// The stripe of an idempotency key, and so of a session created with it: a retry meets its first try.
    @inlinable
    package static func stripe(ofIdentity identity: UInt128) -> Int {
        Int(truncatingIfNeeded: identity & 1023)
    }
}
