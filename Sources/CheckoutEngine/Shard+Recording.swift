import Checkout
import WriteAheadLog

/// Decide, then log, then apply: the last two steps.
extension Shard {
    /// Puts the events of one command down as one record and applies those that are about this shard.
    ///
    /// What merchants are to be told of it stands in the same record, and goes out once that is durable. Fails only
    /// before anything was done.
    func record(_ decided: [Event], at now: Timestamp, from space: LogSpace) -> Result<UInt64, Unavailability> {
        let events = addingRaised(to: decided)
        let result = context.append(events, at: now, from: space, with: &writer)
        if case .success(let sequence) = result {
            noteCut(before: sequence)
            for (index, event) in events.enumerated() {
                apply(event, at: sequence, index: index)
            }
            if events.count > decided.count {
                sendDueEvents(at: now)
            }
            if state.unfinishedPayments > 0, noteLooks(events, at: now) {
                tellDuePayments(at: now)
            }
            if context.feed.isFollowed {
                tellFollowers(events, after: sequence)
            }
        }
        return result
    }

    /// Puts an image aside if a snapshot's cut lies before what is about to be applied.
    func noteCut(before sequence: UInt64) {
        let cutSequence = context.log.cutSequence
        if cut.willApply(sequence, cutSequence: cutSequence) {
            cut.take(cutSequence, state, reserved: keysRecordedElsewhere)
        }
    }

    /// Applies an event if it is about this shard, and keeps the account of memory.
    func apply(_ event: Event, at sequence: UInt64, index: Int) {
        let before = state.idempotencyBytes
        state.apply(event, at: sequence, index: index)
        context.chargeIdempotency(state.idempotencyBytes - before)
    }
}
