package import Checkout
import Synchronization

/// The engine's time: the wall clock, never earlier than the newest time in the log, and deaf to sudden steps forward.
///
/// A clock set back brings no expired session and no lapsed idempotency key back to life, since every such end stands
/// in the log with its time. A step forward of more than `Limits.clockStepSeconds` while running would end sessions
/// that customers are paying: it is not followed, but counted on from the time before the step, until the server is
/// started again or the clock is put right.
package final class EngineClock: Sendable {
    /// How the two clocks stood to each other.
    private struct Reading {
        /// Wall minus boot time, the largest that was accepted so far.
        var offset: Int64
        var isStepped = false
    }

    private let source: TimeSource
    private let reading: Mutex<Reading>
    private let newest: Atomic<Int64>

    /// Starts from the newest time that the log and the snapshot know.
    package init(source: TimeSource, newest: Timestamp) {
        self.source = source
        self.newest = Atomic(newest.secondsSinceEpoch)
        reading = Mutex(Reading(offset: source.wallNanoseconds() - source.bootNanoseconds()))
    }

    /// The time to decide by, in whole seconds.
    ///
    /// Any thread; about 80 ns.
    package func now() -> Timestamp {
        let seconds = reading.withLock { follow(&$0) } / 1_000_000_000
        return Timestamp(secondsSinceEpoch: max(seconds, newest.load(ordering: .acquiring)))
    }

    /// Notes a time that now stands in the log; no later reading is earlier.
    package func observe(_ time: Timestamp) {
        newest.max(time.secondsSinceEpoch, ordering: .acquiringAndReleasing)
    }

    /// True while a step forward of the wall clock is not followed; `/api/health` shows it.
    package var isStepped: Bool {
        reading.withLock { reading in
            _ = follow(&reading)
            return reading.isStepped
        }
    }

    private func follow(_ reading: inout Reading) -> Int64 {
        let boot = source.bootNanoseconds()
        let wall = source.wallNanoseconds()
        let step = wall - boot - reading.offset
        reading.isStepped = step > Limits.clockStepSeconds * 1_000_000_000
        guard !reading.isStepped else {
            return boot + reading.offset
        }
        reading.offset = max(reading.offset, wall - boot)
        return wall
    }
}
