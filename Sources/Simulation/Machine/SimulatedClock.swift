import CheckoutEngine
import Reactors
import Synchronization

/// The clocks of a simulated machine, which stand still until the simulation turns them.
final class SimulatedClock: Sendable {
    /// 2026-09-21T14:13:20Z, where every simulation begins.
    static let startSeconds: Int64 = 1_790_000_000

    /// What the clocks show, in nanoseconds.
    private struct Times {
        var wall = SimulatedClock.startSeconds * 1_000_000_000
        var boot: Int64 = 5_000_000_000
    }

    private let times: Mutex<Times>

    init() {
        times = Mutex(Times())
    }

    private init(_ initial: Times) {
        times = Mutex(initial)
    }

    /// Other clocks that show the same.
    func copy() -> SimulatedClock {
        SimulatedClock(times.withLock { $0 })
    }

    /// Lets time pass.
    func pass(nanoseconds: Int64) {
        times.withLock { times in
            times.wall += nanoseconds
            times.boot += nanoseconds
        }
    }

    /// Sets the wall clock forward or back, while no time passes.
    func set(forwardBySeconds seconds: Int64) {
        times.withLock { $0.wall += seconds * 1_000_000_000 }
    }

    /// The machine was switched on again: the time since then begins anew.
    func reboot() {
        times.withLock { $0.boot = 1_000_000_000 }
    }

    /// What the wall clock shows, in seconds since the epoch.
    var wallSeconds: Int64 {
        times.withLock { $0.wall / 1_000_000_000 }
    }

    /// The reactors' clock.
    var now: MonotonicTime {
        MonotonicTime(nanoseconds: times.withLock { $0.boot })
    }

    /// The engine's clocks.
    var source: TimeSource {
        TimeSource(
            wallNanoseconds: { self.times.withLock { $0.wall } },
            bootNanoseconds: { self.times.withLock { $0.boot } }
        )
    }
}
