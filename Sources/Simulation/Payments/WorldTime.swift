import Synchronization

/// The time that really passes, whatever a machine's clocks show; the wallets' clocks go by it.
final class WorldTime: Sendable {
    private let passed = Atomic<Int64>(0)

    /// Since the beginning, in nanoseconds.
    var nanoseconds: Int64 { passed.load(ordering: .sequentiallyConsistent) }

    /// Since 1970, in milliseconds.
    var milliseconds: Int64 { SimulatedClock.startSeconds * 1000 + nanoseconds / 1_000_000 }

    func pass(nanoseconds: Int64) {
        passed.add(nanoseconds, ordering: .sequentiallyConsistent)
    }
}
