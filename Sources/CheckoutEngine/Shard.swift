import Bytes
import Checkout
import Reactors
import WriteAheadLog

/// One part of the sessions and idempotency keys, with its own timer.
///
/// Any thread enters it without a hop (`ShardExecutor`); answers go back to the reactor of whoever asked. Between
/// looking and changing there is no `await`: every rule runs on `state`, a plain value.
package actor Shard {
    /// Hands an outcome over; called on the reactor of whoever asked.
    package typealias Completion = @Sendable (Outcome) -> Void

    /// What it knows.
    var state: ShardState

    /// Keys whose first request is still on its way.
    var reservations: [UInt128: Reservation] = [:]

    /// Those of them whose records a snapshot has to wait for.
    var keysRecordedElsewhere: [UInt128] {
        reservations.compactMap { $1.isRecordedElsewhere ? $0 : nil }
    }

    /// Events that were given to the outlet and not reported yet.
    var eventsUnderWay: Set<EventID> = []

    /// When unfinished payments are to be looked at.
    var paymentLooks = Looks()

    /// When subscriptions are to be looked at.
    var subscriptionLooks = Looks()

    /// What a snapshot is to see of this shard.
    var cut = ShardCut()

    /// True once the engine is being closed: nothing is begun by the shard itself any more.
    private(set) var isEnding = false

    /// Where customers reach the service now; a session keeps the one under which it was made.
    var baseURL: String

    /// Where records are put together.
    var writer = JSONWriter(reserving: 4096)

    let context: EngineContext

    /// Where the shard itself waits for what is durable: its home's.
    let gate: DurabilityGate

    private nonisolated let executor: ShardExecutor

    /// Runs where its holder is, and says so to whoever asks.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// The reactor that has the shard's timers.
    nonisolated var home: Reactor { executor.home }

    init(state: ShardState, context: EngineContext, gate: DurabilityGate) {
        self.state = state
        self.context = context
        self.gate = gate
        baseURL = context.settings.baseURL
        executor = ShardExecutor(home: gate.reactor)
    }

    /// Runs `work` in the shard: at once unless another thread is in it, else on that thread.
    ///
    /// False if too much waits already; then `work` is dropped and the caller says "overloaded".
    nonisolated func enter(_ work: @escaping @Sendable (isolated Shard) -> Void) -> Bool {
        guard executor.load <= Limits.waitingRequestsPerShard || executor.isCurrent else {
            return false
        }
        enterAlways(work)
        return true
    }

    /// Like `enter`, for what was begun and must be ended: never dropped.
    nonisolated func enterAlways(_ work: @escaping @Sendable (isolated Shard) -> Void) {
        if executor.isCurrent {
            run(work)
        } else if executor.begin() {
            run(work)
            executor.end()
        } else {
            executor.add(.closure { self.run(work) })
        }
    }

    /// Runs `work` on the thread that holds the shard, which is the caller's.
    ///
    /// What `assumeIsolated` does, but for the two closures that it makes, and with the executor asked itself rather
    /// than through the runtime: 1,000 instructions of a request.
    private nonisolated func run(_ work: @escaping @Sendable (isolated Shard) -> Void) {
        precondition(executor.isCurrent, "only who holds a shard runs in it")
        // Safe because this thread holds the shard, and because isolation to a parameter is known to the compiler
        // alone: the function is called like any other of one parameter.
        unsafeBitCast(work, to: (@Sendable (Shard) -> Void).self)(self)
    }

    /// Ends what the shard does by itself; when this returns, nothing of it is under way.
    func end() {
        isEnding = true
    }
}

/// A key whose first request is under way.
struct Reservation {
    /// What was asked.
    let fingerprint: UInt128

    /// Whether its use is logged in another place than the key's shard, for which a snapshot waits.
    let isRecordedElsewhere: Bool

    /// Requests that came meanwhile with the same key; each tries again when the first is done.
    var retries: [@Sendable () -> Void] = []
}
