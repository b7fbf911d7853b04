import Checkout
import CheckoutEngine

/// Apply and look up.
extension Kernel {
    /// Puts a session and its idempotency key into a shard, whose maps double once on the way.
    static let applyCreate = Kernel("apply-create", "a session and its key into a shard", operations: 1024) {
        var shard = SampleShop.shard(sessions: 0)
        let original = SampleShop.rendering(SampleShop.sessionID(0))
        return { operations in
            for number in 0..<operations {
                let events = SampleShop.createEvents(number, original: original)
                shard.apply(events.session, at: UInt64(number + 1))
                shard.apply(events.key, at: UInt64(number + 1))
            }
            keep(shard)
        }
    }

    /// Finds a session by its identifier.
    static let findSession = Kernel("find-session", "one of 1,024 sessions by its identifier", operations: 10_240) {
        let shard = SampleShop.shard(sessions: 1024)
        let ids = (0..<1024).map(SampleShop.sessionID)
        return { operations in
            for number in 0..<operations {
                keep(shard.session(ids[number % ids.count]))
            }
        }
    }

    /// Finds what is remembered of an idempotency key.
    static let findKey = Kernel("find-key", "one of 1,024 idempotency keys by its hash", operations: 10_240) {
        let shard = SampleShop.shard(sessions: 1024)
        let identities = (0..<1024).map { SampleShop.claim($0).identity }
        return { operations in
            for number in 0..<operations {
                keep(shard.idempotencyRecord(identities[number % identities.count]))
            }
        }
    }
}
