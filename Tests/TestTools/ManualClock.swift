import Synchronization

/// A wall clock and a monotonic one, which stand still until a test turns them; they begin at noon of a Monday.
package final class ManualClock: Sendable {
    /// 2026-06-15T12:00:00Z, in seconds since the epoch.
    package static let start: Int64 = 1_781_524_800

    /// What both show, in nanoseconds.
    private struct Times {
        var wall = ManualClock.start * 1_000_000_000
        var boot: Int64 = 1_000_000_000_000
    }

    private let times = Mutex(Times())

    /// Clocks that show the start.
    package init() {}

    /// What the wall clock shows, in nanoseconds since the epoch.
    package var wallNanoseconds: Int64 { times.withLock { $0.wall } }

    /// What the monotonic clock shows, in nanoseconds.
    package var bootNanoseconds: Int64 { times.withLock { $0.boot } }

    /// What the wall clock shows, in seconds since the epoch.
    package var seconds: Int64 { wallNanoseconds / 1_000_000_000 }

    /// Lets time pass, as both clocks see it.
    package func advance(seconds: Int64) {
        advance(nanoseconds: seconds * 1_000_000_000)
    }

    /// The same for a part of a second.
    package func advance(nanoseconds: Int64) {
        times.withLock { times in
            times.wall += nanoseconds
            times.boot += nanoseconds
        }
    }

    /// Sets the wall clock forward or back, while no time passes.
    package func step(seconds: Int64) {
        times.withLock { $0.wall += seconds * 1_000_000_000 }
    }

    /// The machine was started again: the monotonic clock begins anew.
    package func reboot() {
        times.withLock { $0.boot = 1_000_000_000 }
    }
}
