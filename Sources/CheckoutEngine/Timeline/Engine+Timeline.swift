package import Checkout
import WriteAheadLog

/// One session with all that is known of it, for its merchant.
extension Engine {
    /// A session and its attempt to pay as they are now; nil if there is no such session of this merchant and mode.
    package func readSession(
        _ id: SessionID,
        merchant: MerchantID,
        keyMode: KeyMode,
        then complete: @escaping @Sendable (Result<SessionPayment?, Unavailability>) -> Void
    ) {
        visit(id, merchant, keyMode, complete) { _, found in found }
    }

    /// What has happened to a session, oldest first; nil if there is no such session of this merchant and mode.
    package func timeline(
        of id: SessionID,
        merchant: MerchantID,
        keyMode: KeyMode,
        then complete: @escaping @Sendable (Result<[TimelineEntry]?, Unavailability>) -> Void
    ) {
        visit(id, merchant, keyMode, complete) { shard, found in
            SessionTimeline.entries(of: found.session, found.payment, shard.state.event(of: id))
        }
    }

    private func visit<Value: Sendable>(
        _ id: SessionID,
        _ merchant: MerchantID,
        _ keyMode: KeyMode,
        _ complete: @escaping @Sendable (Result<Value?, Unavailability>) -> Void,
        _ look: @escaping @Sendable (isolated Shard, SessionPayment) -> Value
    ) {
        let gate = gateOfCaller
        let isTaken = shard(ofStripe: Int(id.stripe))
            .enter { shard in
                let found =
                    shard.find(id, merchant, keyMode) == nil ? .success(nil) : shard.payment(of: id)
                let result = found.map { found in found.map { look(shard, $0) } }
                // The event of a session is changed by records of its own.
                let last = max(
                    (try? found.get())?.lastSequence ?? shard.state.lastRemoval,
                    shard.state.event(of: id)?.lastSequence ?? 0
                )
                gate.hold(until: last, of: shard.context.log) { complete(result) }
            }
        if !isTaken {
            complete(.failure(.overloaded))
        }
    }
}
