import Bytes
import Checkout
import Reactors
import Synchronization
import WriteAheadLog

/// One part of the sessions and idempotency keys, with its own timer, pinned to a reactor.
///
/// A request whose shard lives on the reactor that read it enters without a hop; others come through the reactor's
/// mailbox. Between looking and changing there is no `await`: every rule runs on `state`, a plain value.
package actor Shard {
    /// Hands an outcome over; called on the shard's reactor.
    package typealias Completion = @Sendable (Outcome) -> Void

    /// The thread this shard lives on.
    nonisolated let reactor: Reactor

    /// What it knows.
    var state: ShardState

    /// Keys whose first request is still on its way through another shard.
    var reservations: [UInt128: Reservation] = [:]

    /// What a snapshot is to see of this shard.
    var cut = ShardCut()

    /// True once the engine is being closed: nothing is begun by the shard itself any more.
    private(set) var isEnding = false

    /// Where records are put together.
    var writer = JSONWriter(reserving: 4096)

    let context: EngineContext
    let gate: DurabilityGate
    private let backlog = Atomic(0)

    /// Runs on the reactor, and says so to whoever asks.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        reactor.asUnownedSerialExecutor()
    }

    init(state: ShardState, context: EngineContext, gate: DurabilityGate) {
        self.state = state
        self.context = context
        self.gate = gate
        reactor = gate.reactor
    }

    /// Runs `work` in the shard: at once if this is its thread, else with the mailbox.
    ///
    /// False if too much waits already; then `work` is dropped and the caller says "overloaded".
    nonisolated func enter(_ work: @escaping @Sendable (isolated Shard) -> Void) -> Bool {
        if reactor.isCurrent {
            // Safe because the reactor is this actor's executor and this is the reactor's thread.
            assumeIsolated(work)
            return true
        }
        let waiting = backlog.add(1, ordering: .relaxed).newValue
        guard waiting <= Limits.waitingRequestsPerShard else {
            backlog.subtract(1, ordering: .relaxed)
            return false
        }
        reactor.post {
            self.backlog.subtract(1, ordering: .relaxed)
            // Safe because the reactor is this actor's executor and runs its mailbox on its own thread.
            self.assumeIsolated(work)
        }
        return true
    }

    /// Like `enter`, for what was begun and must be ended: never dropped.
    nonisolated func enterAlways(_ work: @escaping @Sendable (isolated Shard) -> Void) {
        if reactor.isCurrent {
            // Safe because the reactor is this actor's executor and this is the reactor's thread.
            assumeIsolated(work)
        } else {
            reactor.post {
                // Safe because the reactor is this actor's executor and runs its mailbox on its own thread.
                self.assumeIsolated(work)
            }
        }
    }

    /// Ends what the shard does by itself; when this returns, nothing of it is under way.
    func end() {
        isEnding = true
    }

    /// Calls `proceed` on this reactor once everything up to `sequence` is durable.
    func whenDurable(_ sequence: UInt64, _ proceed: @escaping () -> Void) {
        gate.wait(for: sequence, durable: context.log.durableSequence, proceed)
    }
}

/// A key whose first request is running in the session's shard.
struct Reservation {
    /// What was asked.
    let fingerprint: UInt128

    /// Requests that came meanwhile with the same key; each tries again when the first is done.
    var retries: [() -> Void] = []
}
