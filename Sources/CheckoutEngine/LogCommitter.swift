import Metrics
import Reactors
import Synchronization
import WriteAheadLog

/// Drives the log from the reactors: each commits at the end of its turn, after all of its ready sockets were served.
///
/// So one write and one sync cover everything that came in meanwhile. A reactor that finds another one committing goes
/// on serving; the committing one wakes whoever waits, and takes what was appended behind it in its next turn.
final class LogCommitter: Sendable {
    private let log: WriteAheadLog
    private let gates: [DurabilityGate]
    private let metrics: EngineMetrics
    private let committing = Atomic(0)
    private let onFailure: @Sendable (LogError) -> Void

    /// `onFailure` is told once of an append or sync that failed; it must end the process, since nothing that waits
    /// will ever be answered.
    init(
        log: WriteAheadLog,
        gates: [DurabilityGate],
        metrics: EngineMetrics,
        onFailure: @escaping @Sendable (LogError) -> Void
    ) {
        self.log = log
        self.gates = gates
        self.metrics = metrics
        self.onFailure = onFailure
    }

    /// The end of a reactor's turn; true if something is still to be committed, so that the loop must not sleep.
    func turnEnded(_ gate: DurabilityGate) -> Bool {
        var committed = false
        do throws(LogError) {
            committed = try commit()
        } catch {
            onFailure(error)
            return false
        }
        if committed {
            wakeOthers(than: gate)
        }
        gate.release(through: log.durableSequence)
        // Whoever is committing looks again at what is pending when it is done, so that the last one out never sleeps
        // on it.
        return log.hasPending && committing.load(ordering: .sequentiallyConsistent) == 0
    }

    private func commit() throws(LogError) -> Bool {
        guard log.hasPending else {
            return false
        }
        committing.add(1, ordering: .sequentiallyConsistent)
        defer { committing.subtract(1, ordering: .sequentiallyConsistent) }
        let began = MonotonicTime.current
        guard try log.commit() else {
            return false
        }
        metrics.commits.recordNanoseconds(MonotonicTime.current.nanoseconds - began.nanoseconds)
        return true
    }

    /// Syncs once a second from now on, for logs that do not sync before they answer.
    func beginIntervalSyncs(on reactor: Reactor) {
        _ = reactor.schedule(at: reactor.now + .seconds(1)) { [self] in
            do throws(LogError) {
                try log.synchronize()
                beginIntervalSyncs(on: reactor)
            } catch {
                onFailure(error)
            }
        }
    }

    private func wakeOthers(than own: DurabilityGate) {
        for gate in gates where gate !== own && gate.isAwaited {
            gate.reactor.post {}
        }
    }
}
