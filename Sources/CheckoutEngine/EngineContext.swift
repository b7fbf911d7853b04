import Bytes
import Checkout
import Cryptography
import Synchronization
import WriteAheadLog

/// What all shards share: the log, the clock, randomness, the vault, settings, who is told of sessions, who follows
/// them, and what memory may be used.
final class EngineContext: Sendable {
    let log: LogWriter
    let clock: EngineClock
    let router: ShardRouter
    let random: RandomSource
    let vault: SecretVault
    let settings: EngineSettings
    let memory: MemoryGuard

    /// Who is told of sessions.
    let audience = EventAudience()

    /// Who follows sessions as they change.
    let feed: SessionFeed

    private let outlets = Mutex<(any EventOutlet)?>(nil)
    private let paymentOutlets = Mutex<(any PaymentOutlet)?>(nil)
    private let subscriptionOutlets = Mutex<(any SubscriptionOutlet)?>(nil)
    private let idempotencyBytes: Atomic<Int>
    private let logged = Atomic<UInt64>(0)

    init(
        log: LogWriter,
        clock: EngineClock,
        router: ShardRouter,
        random: RandomSource,
        vault: SecretVault,
        settings: EngineSettings,
        memory: MemoryGuard,
        idempotencyBytes: Int
    ) {
        self.log = log
        feed = SessionFeed { log.durableSequence }
        self.clock = clock
        self.router = router
        self.random = random
        self.vault = vault
        self.settings = settings
        self.memory = memory
        self.idempotencyBytes = Atomic(idempotencyBytes)
    }

    /// Where events that are due go; nil where nobody sends any.
    var outlet: (any EventOutlet)? {
        get { outlets.withLock { $0 } }
        set { outlets.withLock { $0 = newValue } }
    }

    /// Where unfinished payments go; nil where nobody drives any.
    var paymentOutlet: (any PaymentOutlet)? {
        get { paymentOutlets.withLock { $0 } }
        set { paymentOutlets.withLock { $0 = newValue } }
    }

    /// Where subscriptions that are due go; nil where nobody charges any.
    var subscriptionOutlet: (any SubscriptionOutlet)? {
        get { subscriptionOutlets.withLock { $0 } }
        set { subscriptionOutlets.withLock { $0 = newValue } }
    }

    /// What all remembered keys are charged for, in bytes.
    var idempotencyMemory: Int {
        idempotencyBytes.load(ordering: .relaxed)
    }

    /// True while one more key may be remembered.
    var hasIdempotencyRoom: Bool {
        idempotencyMemory + Limits.idempotencyRecordBytes <= settings.idempotencyMemoryBytes
    }

    /// Notes that a shard's keys are charged for more, or less, than before.
    func chargeIdempotency(_ change: Int) {
        idempotencyBytes.add(change, ordering: .relaxed)
    }

    /// Bytes of all records that were appended since the start.
    var loggedBytes: UInt64 {
        logged.load(ordering: .relaxed)
    }

    /// Puts the events of one command into the log as one record, if there is room.
    ///
    /// The caller applies them next, with nothing between.
    func append(
        _ events: [Event],
        at now: Timestamp,
        from space: LogSpace,
        with writer: inout JSONWriter
    ) -> Result<UInt64, Unavailability> {
        LogRecordFormat.write(events, to: &writer)
        switch log.admit(writer.bytes.count, from: space) {
        case .granted:
            break
        case .noRoom, .failed:
            return .failure(.storage)
        case .notReady:
            return .failure(.overloaded)
        }
        clock.observe(now)
        logged.add(UInt64(writer.bytes.count), ordering: .relaxed)
        return .success(log.append(writer.bytes, admitted: writer.bytes.count))
    }
}
