import Synchronization

/// The counters of one reactor's connections, readable from any thread.
///
/// All but `open`, `accepted` and `refused` are written by the reactor alone, which makes adding a plain load and
/// store.
final class HTTPCounters: Sendable {
    let open = Atomic<Int>(0)
    let refusing = Atomic<Int>(0)
    let accepted = Atomic<UInt64>(0)
    let refused = Atomic<UInt64>(0)
    let requests = Atomic<UInt64>(0)
    let faults = Atomic<UInt64>(0)
    let bytesIn = Atomic<UInt64>(0)
    let bytesOut = Atomic<UInt64>(0)

    /// Adds to a counter that nobody else writes.
    static func add(_ count: Int, to counter: borrowing Atomic<UInt64>) {
        counter.store(counter.load(ordering: .relaxed) &+ UInt64(count), ordering: .relaxed)
    }

    /// Adds these counters to a sum.
    func add(to counts: inout HTTPCounts) {
        counts.open += open.load(ordering: .relaxed)
        counts.accepted += accepted.load(ordering: .relaxed)
        counts.refused += refused.load(ordering: .relaxed)
        counts.requests += requests.load(ordering: .relaxed)
        counts.faults += faults.load(ordering: .relaxed)
        counts.bytesIn += bytesIn.load(ordering: .relaxed)
        counts.bytesOut += bytesOut.load(ordering: .relaxed)
    }
}
