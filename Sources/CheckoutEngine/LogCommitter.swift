import Metrics
import Reactors
import Synchronization
import WriteAheadLog

/// Drives the log at the end of the reactors' turns, when all ready sockets were served: one write and one sync cover
/// everything that came in meanwhile.
///
/// Whichever reactor ends its turn first commits what all have appended, while the others go on serving. One that finds
/// another at it sleeps as usual: whoever has committed wakes all whose gates are awaited, and the first of them
/// commits what has gathered. So two batches are under way at any time, one at the disk and one growing.
final class LogCommitter: Sendable {
    private let log: LogWriter
    private let gates: [DurabilityGate]
    private let metrics: EngineMetrics
    private let intervalThread: Reactor?
    private let hasFailed = Atomic(false)
    private let onFailure: @Sendable (LogError) -> Void

    /// `onFailure` is told once of an append or sync that failed; it must end the process, since nothing that waits
    /// will ever be answered.
    init(
        log: LogWriter,
        gates: [DurabilityGate],
        metrics: EngineMetrics,
        durability: LogDurability,
        onFailure: @escaping @Sendable (LogError) -> Void
    ) {
        self.log = log
        self.gates = gates
        self.metrics = metrics
        // A sync that no reply waits for must not hold a reactor up.
        intervalThread = durability == .interval ? Reactor(name: "log-sync") : nil
        self.onFailure = onFailure
    }

    /// Has the turns of all reactors end here; before they start.
    func begin() {
        for gate in gates {
            gate.reactor.onTurnEnd = { [self] in turnEnded(gate) }
        }
        if let intervalThread {
            intervalThread.post { [self] in synchronizeEachSecond(on: intervalThread) }
            intervalThread.start()
        }
    }

    /// Ends the thread of the interval syncs, when the log is closed.
    func end() {
        intervalThread?.stop()
    }

    /// The end of a reactor's turn; true if something is still to be committed, so that the loop must not sleep.
    private func turnEnded(_ gate: DurabilityGate) -> Bool {
        let isFree = commit()
        gate.release(through: log.durableSequence)
        // What came while this thread was at it is its own to commit, or that of those whom it has woken.
        return isFree && log.hasPending && !hasFailed.load(ordering: .relaxed)
    }

    /// Commits what is pending; false if another thread is at it, which will wake this one.
    private func commit() -> Bool {
        // The log fails also where nobody waits for it: while the next segment is made ready.
        if log.state == .failed, let failure = log.failure {
            tellFailure(failure)
        }
        guard log.hasPending, !hasFailed.load(ordering: .relaxed) else {
            return true
        }
        let began = MonotonicTime.current
        do throws(LogError) {
            guard try log.commit() else {
                return false
            }
        } catch {
            tellFailure(error)
            return true
        }
        metrics.commits.recordNanoseconds(MonotonicTime.current.nanoseconds - began.nanoseconds)
        for gate in gates where !gate.reactor.isCurrent && gate.isAwaited {
            gate.reactor.post {}
        }
        return true
    }

    /// Syncs once a second from now on, for logs that do not sync before they answer.
    private func synchronizeEachSecond(on thread: Reactor) {
        _ = thread.schedule(at: thread.now + .seconds(1)) { [self] in
            do throws(LogError) {
                try log.synchronize()
                synchronizeEachSecond(on: thread)
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
