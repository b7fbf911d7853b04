import Synchronization

@testable import CheckoutEngine

/// A wall clock and a monotonic one that stand still until the test turns them.
final class ManualClock: Sendable {
    /// 2026-09-21T14:13:20Z, where every test begins.
    static let start: Int64 = 1_790_000_000

    private struct Times {
        var wall: Int64
        var boot: Int64
    }

    private let times = Mutex(Times(wall: start * 1_000_000_000, boot: 5_000_000_000))

    /// Lets time pass.
    func advance(seconds: Int64) {
        times.withLock { times in
            times.wall += seconds * 1_000_000_000
            times.boot += seconds * 1_000_000_000
        }
    }

    /// Sets the wall clock forward or back while no time passes.
    func step(seconds: Int64) {
        times.withLock { $0.wall += seconds * 1_000_000_000 }
    }

    /// The machine was started again: the monotonic clock begins anew.
    func reboot() {
        times.withLock { $0.boot = 1_000_000_000 }
    }

    /// What the wall shows, in seconds since the epoch.
    var seconds: Int64 {
        times.withLock { $0.wall / 1_000_000_000 }
    }

    var source: TimeSource {
        TimeSource(
            wallNanoseconds: { self.times.withLock { $0.wall } },
            bootNanoseconds: { self.times.withLock { $0.boot } }
        )
    }
}
