package import Checkout
import Synchronization

/// The engine's time: the wall clock, never earlier than the newest time in the log, and deaf to sudden steps forward.
///
/// A clock set back brings no expired session and no lapsed idempotency key back to life, since every such end stands
/// in the log with its time. A step forward of more than `Limits.clockStepSeconds` while running would end sessions
/// that customers are paying: it is not followed, but counted on from the time before the step, until the server is
/// started again or the clock is put right.
package final class EngineClock: Sendable {
    private let source: TimeSource

    /// Wall minus boot time in nanoseconds, the largest that was accepted so far.
    private let offset: Atomic<Int64>

    private let newest: Atomic<Int64>

    /// Starts from the newest time that the log and the snapshot know.
    package init(source: TimeSource, newest: Timestamp) {
        self.source = source
        self.newest = Atomic(newest.secondsSinceEpoch)
        offset = Atomic(source.wallNanoseconds() - source.bootNanoseconds())
    }

    /// The time to decide by, in whole seconds.
    ///
    /// Any thread, without a lock; about 60 ns, nearly all of it for reading the two clocks.
    package func now() -> Timestamp {
        let seconds = follow().nanoseconds / 1_000_000_000
        return Timestamp(secondsSinceEpoch: max(seconds, newest.load(ordering: .acquiring)))
    }

    /// Notes a time that now stands in the log; no later reading is earlier.
    package func observe(_ time: Timestamp) {
        newest.max(time.secondsSinceEpoch, ordering: .acquiringAndReleasing)
    }

    /// True while a step forward of the wall clock is not followed; `/api/health` shows it.
    package var isStepped: Bool {
        follow().isStepped
    }

    /// The time now, and whether it is counted on from before a step of the wall clock.
    private func follow() -> (nanoseconds: Int64, isStepped: Bool) {
        let boot = source.bootNanoseconds()
        let wall = source.wallNanoseconds()
        let accepted = offset.load(ordering: .relaxed)
        guard wall - boot - accepted <= Limits.clockStepSeconds * 1_000_000_000 else {
            return (boot + accepted, true)
        }
        if wall - boot > accepted {
            offset.max(wall - boot, ordering: .relaxed)
        }
        return (wall, false)
    }
}
