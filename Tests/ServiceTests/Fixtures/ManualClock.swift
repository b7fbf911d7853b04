import Checkout
import CheckoutEngine
import Synchronization

/// Two clocks that stand still until a test turns them; they begin at noon of a Monday.
final class ManualClock: Sendable {
    /// 2026-06-15T12:00:00Z.
    static let start: Int64 = 1_781_524_800

    private struct Reading {
        var wall = ManualClock.start * 1_000_000_000
        var boot: Int64 = 1_000_000_000_000
    }

    private let reading = Mutex(Reading())

    /// What the engine reads.
    var source: TimeSource {
        TimeSource(
            wallNanoseconds: { self.reading.withLock { $0.wall } },
            bootNanoseconds: { self.reading.withLock { $0.boot } }
        )
    }

    /// Lets time pass, as both clocks see it.
    func advance(seconds: Int64) {
        reading.withLock { reading in
            reading.wall += seconds * 1_000_000_000
            reading.boot += seconds * 1_000_000_000
        }
    }

    /// Sets the wall clock, forward or back, while no time passes.
    func step(seconds: Int64) {
        reading.withLock { $0.wall += seconds * 1_000_000_000 }
    }

    /// What a session that was made so many seconds after the start says of it.
    static func text(after seconds: Int64) -> JSONValue {
        .string(Timestamp(secondsSinceEpoch: start + seconds).text)
    }
}
