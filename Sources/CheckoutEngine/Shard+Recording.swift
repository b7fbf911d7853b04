import Checkout
import WriteAheadLog

/// Decide, then log, then apply: the last two steps.
extension Shard {
    /// Puts the events of one command down as one record and applies those that are about this shard.
    ///
    /// Fails only before anything was done.
    func record(_ events: [Event], at now: Timestamp, from space: LogSpace) -> Result<UInt64, Unavailability> {
        let result = context.append(events, at: now, from: space, with: &writer)
        if case .success(let sequence) = result {
            noteCut(before: sequence)
            for event in events {
                apply(event, at: sequence)
            }
        }
        return result
    }

    /// Puts an image aside if a snapshot's cut lies before what is about to be applied.
    func noteCut(before sequence: UInt64) {
        let cutSequence = context.log.cutSequence
        if cut.willApply(sequence, cutSequence: cutSequence) {
            cut.take(cutSequence, state, reserved: reservations.keys)
        }
    }

    /// Applies an event if it is about this shard, and keeps the account of memory.
    func apply(_ event: Event, at sequence: UInt64) {
        let before = state.idempotencyBytes
        state.apply(event, at: sequence)
        context.chargeIdempotency(state.idempotencyBytes - before)
    }
}
