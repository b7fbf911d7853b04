import Metrics
import Reactors
import Synchronization
import WriteAheadLog

/// Drives the log at the end of the reactors' turns, when all ready sockets were served: one write and one sync cover
/// everything that came in meanwhile.
///
/// A lone reactor commits by itself, which costs no switch of threads. Several leave it to a thread of the log's, so
/// that none of them stands still while the disk does, and the next batch grows meanwhile.
final class LogCommitter: Sendable {
    private let log: LogWriter
    private let gates: [DurabilityGate]
    private let metrics: EngineMetrics
    private let thread: Reactor?
    private let isSyncedEachSecond: Bool
    private let isCalled = Atomic(false)
    private let hasFailed = Atomic(false)
    private let onFailure: @Sendable (LogError) -> Void

    /// `onFailure` is told once of an append or sync that failed; it must end the process, since nothing that waits
    /// will ever be answered.
    init(
        log: LogWriter,
        gates: [DurabilityGate],
        thread: Reactor,
        metrics: EngineMetrics,
        durability: LogDurability,
        onFailure: @escaping @Sendable (LogError) -> Void
    ) {
        self.log = log
        self.gates = gates
        self.thread = gates.count > 1 || durability == .interval ? thread : nil
        isSyncedEachSecond = durability == .interval
        self.metrics = metrics
        self.onFailure = onFailure
    }

    /// Has the turns of all reactors end here; before they start.
    func begin() {
        for gate in gates {
            gate.reactor.onTurnEnd = { [self] in turnEnded(gate) }
        }
        guard let thread else {
            return
        }
        thread.onTurnEnd = { [self] in
            isCalled.store(false, ordering: .sequentiallyConsistent)
            commit()
            return log.hasPending && !hasFailed.load(ordering: .relaxed)
        }
        if isSyncedEachSecond {
            thread.post { [self] in synchronizeAfterASecond(on: thread) }
        }
    }

    /// The end of a reactor's turn; true if the loop must look at its sockets again before it sleeps.
    ///
    /// While turns bring more to write, one more look costs a system call and makes the batch larger: a sync costs the
    /// same for one record as for a hundred.
    private func turnEnded(_ gate: DurabilityGate) -> Bool {
        defer { gate.release(through: log.durableSequence) }
        guard !gate.isGathering(upTo: Limits.recordsPerGathering) else {
            return true
        }
        guard let thread else {
            commit()
            return log.hasPending && !hasFailed.load(ordering: .relaxed)
        }
        // One call is enough for all that comes before the thread takes it up.
        if log.hasPending || log.state == .failed, !isCalled.exchange(true, ordering: .sequentiallyConsistent) {
            thread.post {}
        }
        return false
    }

    private func commit() {
        // The log fails also where nobody waits for it: while the next segment is made ready.
        if log.state == .failed, let failure = log.failure {
            tellFailure(failure)
        }
        guard log.hasPending, !hasFailed.load(ordering: .relaxed) else {
            return
        }
        let began = MonotonicTime.current
        do throws(LogError) {
            guard try log.commit() else {
                return
            }
        } catch {
            tellFailure(error)
            return
        }
        metrics.commits.recordNanoseconds(MonotonicTime.current.nanoseconds - began.nanoseconds)
        for gate in gates where !gate.reactor.isCurrent && gate.isAwaited {
            gate.reactor.post {}
        }
    }

    /// Syncs once a second from now on, for logs that do not sync before they answer; on the log's thread.
    private func synchronizeAfterASecond(on thread: Reactor) {
        _ = thread.schedule(at: thread.now + .seconds(1)) { [self] in
            do throws(LogError) {
                try log.synchronize()
                synchronizeAfterASecond(on: thread)
            } catch {
                tellFailure(error)
            }
        }
    }

    private func tellFailure(_ error: LogError) {
        if !hasFailed.exchange(true, ordering: .relaxed) {
            onFailure(error)
        }
    }
}
