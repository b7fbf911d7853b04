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
        let step: Step
    }

    /// What goes on: most waiters are answers, which need no closure beside the asker's own.
    private enum Step {
        case proceed(() -> Void)
        case answer(Shard.Completion, Outcome)
    }

    /// The only thread that may wait and release here.
    let reactor: Reactor

    private var waiters = Deque<Waiter>()

    /// Waiters that came since a commit was last asked for.
    private var gathered = 0

    /// How many there were of them when the last turn ended.
    private var gatheredBefore = 0

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

    /// Answers on the reactor once everything up to `sequence` is durable in the log.
    func hold(_ outcome: Outcome, until sequence: UInt64, of log: LogWriter, _ complete: @escaping Shard.Completion) {
        if reactor.isCurrent {
            wait(for: sequence, durable: log.durableSequence, .answer(complete, outcome))
        } else {
            reactor.post { self.wait(for: sequence, durable: log.durableSequence, .answer(complete, outcome)) }
        }
    }

    /// Calls `proceed` once everything up to `sequence` is durable: now, if it is.
    func wait(for sequence: UInt64, durable: UInt64, _ proceed: @escaping () -> Void) {
        wait(for: sequence, durable: durable, .proceed(proceed))
    }

    /// First come, first served: a read of something older waits behind a create, which costs it one sync at most and
    /// saves a heap.
    private func wait(for sequence: UInt64, durable: UInt64, _ step: Step) {
        assert(reactor.isCurrent, "a gate belongs to its reactor")
        guard sequence > durable else {
            take(step)
            return
        }
        waiters.append(Waiter(sequence: sequence, step: step))
        gathered += 1
        // This thread alone writes it, so that what it reads is so.
        if !awaited.load(ordering: .relaxed) {
            awaited.store(true, ordering: .sequentiallyConsistent)
        }
    }

    /// Asked once at the end of each turn: true if this turn has brought more to wait for and fewer than `most` have
    /// gathered, so that one more look at the sockets may bring more still before anybody goes to the disk.
    func isGathering(upTo most: Int) -> Bool {
        guard gathered > gatheredBefore, gathered < most else {
            gathered = 0
            gatheredBefore = 0
            return false
        }
        gatheredBefore = gathered
        return true
    }

    /// Lets go what is durable now.
    func release(through durable: UInt64) {
        assert(reactor.isCurrent, "a gate belongs to its reactor")
        while let waiter = waiters.first, waiter.sequence <= durable {
            waiters.removeFirst()
            take(waiter.step)
        }
        if waiters.isEmpty {
            awaited.store(false, ordering: .sequentiallyConsistent)
        }
    }

    private func take(_ step: Step) {
        switch step {
        case .proceed(let proceed): proceed()
        case .answer(let complete, let outcome): complete(outcome)
        }
    }
}
