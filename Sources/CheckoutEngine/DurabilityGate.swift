import DequeModule
import Reactors
import Synchronization
import WriteAheadLog

/// Holds back what must not leave before it is durable; one a reactor.
///
/// Any thread may `hold` something back here. The rest is for its reactor's thread, but for `isAwaited`, by which the
/// thread that made something durable knows whom to wake.
// Safe because every stored property but the atomic is touched on the reactor's thread alone, which each call asserts.
final class DurabilityGate: @unchecked Sendable {
    /// What may go on, and behind which record.
    private struct Waiter {
        let sequence: UInt64
        let proceed: () -> Void
    }

    /// The only thread that may wait and release here.
    let reactor: Reactor

    private var waiters = Deque<Waiter>()
    private let awaited = Atomic(false)

    init(reactor: Reactor) {
        self.reactor = reactor
    }

    /// True while anything waits here.
    ///
    /// Read and written in one total order with the log's durable mark, so that no wake-up is lost between the two.
    var isAwaited: Bool {
        awaited.load(ordering: .sequentiallyConsistent)
    }

    /// Calls `proceed` on the reactor once everything up to `sequence` is durable in the log.
    func hold(until sequence: UInt64, of log: LogWriter, _ proceed: @escaping @Sendable () -> Void) {
        if reactor.isCurrent {
            wait(for: sequence, durable: log.durableSequence, proceed)
        } else {
            reactor.post { self.wait(for: sequence, durable: log.durableSequence, proceed) }
        }
    }

    /// Calls `proceed` once everything up to `sequence` is durable: now, if it is.
    ///
    /// First come, first served: a read of something older waits behind a create, which costs it one sync at most and
    /// saves a heap.
    func wait(for sequence: UInt64, durable: UInt64, _ proceed: @escaping () -> Void) {
        assert(reactor.isCurrent, "a gate belongs to its reactor")
        guard sequence > durable else {
            proceed()
            return
        }
        waiters.append(Waiter(sequence: sequence, proceed: proceed))
        awaited.store(true, ordering: .sequentiallyConsistent)
    }

    /// Lets go what is durable now.
    func release(through durable: UInt64) {
        assert(reactor.isCurrent, "a gate belongs to its reactor")
        while let waiter = waiters.first, waiter.sequence <= durable {
            waiters.removeFirst()
            waiter.proceed()
        }
        if waiters.isEmpty {
            awaited.store(false, ordering: .sequentiallyConsistent)
        }
    }
}
