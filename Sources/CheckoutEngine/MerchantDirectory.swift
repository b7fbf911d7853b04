import Bytes
package import Checkout
package import Cryptography
import Reactors
import Synchronization
import WriteAheadLog

/// Merchants and their API keys: changed by operators through one actor, read by every request through a view.
///
/// The view shows what is durable, so that neither a key nor its revoking is believed before a crash could no longer
/// take it back.
package actor MerchantDirectory {
    private var directory: Directory
    private var newest: UInt64 = 0
    private var cutTaken: UInt64 = 0
    private var cutImage: Directory?
    private var writer = JSONWriter()
    private let context: EngineContext
    private let gate: DurabilityGate
    private let view: Mutex<Directory>
    private let changes = Atomic<UInt64>(0)
    private let refused = Mutex<[MerchantID: RefusedSignIns]>([:])

    /// Runs on the first reactor.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        gate.reactor.asUnownedSerialExecutor()
    }

    init(directory: Directory, context: EngineContext, gate: DurabilityGate) {
        self.directory = directory
        self.context = context
        self.gate = gate
        view = Mutex(directory)
        context.audience.update(directory.allMerchants)
    }

    /// Merchants and keys as far as they are durable.
    ///
    /// Any thread.
    package nonisolated var current: Directory {
        view.withLock { $0 }
    }

    /// Who uses this key; nil for an unknown or a revoked one.
    ///
    /// Any thread; on the way of every request.
    package nonisolated func authenticate(_ digest: SHA256Digest) -> APIKey? {
        view.withLock { $0.activeKey(digest: digest) }
    }

    /// What a merchant's wallet of a mode holds; nil where that is not known.
    ///
    /// Any thread.
    package nonisolated func walletAsset(of merchant: MerchantID, _ keyMode: KeyMode) -> WalletAsset? {
        view.withLock { $0.merchant(merchant)?[keyMode].wallet?.asset }
    }

    /// A number that is another one whenever something durable has changed, so that what was found before can be kept.
    ///
    /// Any thread; read before what is kept is looked up.
    package nonisolated var generation: UInt64 {
        changes.load(ordering: .acquiring)
    }

    /// Does what an operator asks, and returns once it is durable.
    package func submit(_ command: DirectoryCommand) async throws {
        let now = context.clock.now()
        let events = try directory.decide(command, at: now)
        guard !events.isEmpty else {
            return
        }
        let sequence = try record(events, at: now).get()
        await withCheckedContinuation { continuation in
            publish(events, after: sequence) { continuation.resume() }
        }
    }

    /// Changes a merchant's settings as the merchant asks for it; `finish` is told once all of it is durable and shown.
    nonisolated func change(_ request: ChangeMerchant, then finish: @escaping KeyedWork.Finish) {
        gate.reactor.post {
            // Safe because the reactor is this actor's executor and runs its mailbox on its own thread.
            self.assumeIsolated { $0.perform(request, finish) }
        }
    }

    /// Notes that a key was used, unless that was noted within the hour; called by requests, which do not wait for it.
    package nonisolated func noteUse(of key: APIKey, at now: Timestamp) {
        guard key.isUseDue(at: now) else {
            return
        }
        note { _ in .useKey(key.id) }
    }

    /// Records what nobody waits for, if the directory takes it and there is room; any thread.
    nonisolated func note(_ command: @escaping @Sendable (Timestamp) -> DirectoryCommand) {
        gate.reactor.post {
            // Safe because the reactor is this actor's executor and runs its mailbox on its own thread.
            self.assumeIsolated { $0.recordIfTaken(command) }
        }
    }

    /// The engine's time.
    nonisolated var now: Timestamp {
        context.clock.now()
    }

    /// Counts a refused sign-in of a merchant's.
    nonisolated func refuse(_ signIn: SignIn, of merchant: MerchantID) {
        refused.withLock { $0[merchant] = RefusedSignIns(count: ($0[merchant]?.count ?? 0) + 1, last: signIn) }
    }

    /// How often somebody has tried revoked keys of a merchant, since the service started; nil for never.
    package nonisolated func refusedSignIns(of merchant: MerchantID) -> RefusedSignIns? {
        refused.withLock { $0[merchant] }
    }

    /// The directory as of a cut of the log; nil if the cut was used before and the directory has gone on.
    func image(at cutSequence: UInt64) -> Directory? {
        defer { cutImage = nil }
        guard cutTaken == cutSequence, let image = cutImage else {
            return newest <= cutSequence ? directory : nil
        }
        return image
    }

    private func recordIfTaken(_ command: (Timestamp) -> DirectoryCommand) {
        let now = context.clock.now()
        guard let events = try? directory.decide(command(now), at: now), !events.isEmpty,
            case .success(let sequence) = record(events, at: now)
        else {
            return
        }
        publish(events, after: sequence) {}
    }

    private func perform(_ request: ChangeMerchant, _ finish: @escaping KeyedWork.Finish) {
        let now = context.clock.now()
        do {
            let events = try directory.decide(.updateMerchant(request.merchant, request.changes ?? []), at: now)
            guard let merchant = events.compactMap(\.changedMerchant).last ?? directory.merchant(request.merchant)
            else {
                preconditionFailure("a merchant that is changed stays in the directory")
            }
            let reply = request.reply(merchant, now)
            let use = try request.use(reply, sealedBy: context.vault)
            // Without a record the reply tells of what may not be durable yet.
            let sequence = events.isEmpty && use == nil ? newest : try record(events, use, at: now).get()
            publish(events, after: sequence) {
                finish(.recorded(sequence: sequence, at: now, reply: reply, use: use))
            }
        } catch let reason as Unavailability {
            finish(.not(.unavailable(reason), after: 0))
        } catch {
            finish(.not(.invalid, after: 0))
        }
    }

    private func record(
        _ events: [DirectoryEvent],
        _ use: IdempotencyUse? = nil,
        at now: Timestamp
    ) -> Result<UInt64, Unavailability> {
        var logged = events.map { Event(at: now, .directoryChanged($0)) }
        if let use { logged.append(Event(at: now, .idempotencyKeyUsed(use))) }
        let result = context.append(logged, at: now, from: .ordinary, with: &writer)
        guard case .success(let sequence) = result else {
            return result
        }
        let cut = context.log.cutSequence
        if cut > cutTaken, sequence > cut {
            cutTaken = cut
            cutImage = directory
        }
        newest = sequence
        for event in events {
            directory.apply(event, at: now)
        }
        return result
    }

    private func publish(_ events: [DirectoryEvent], after sequence: UInt64, _ proceed: @escaping () -> Void) {
        let durable = directory
        let changed = events.compactMap(\.changedMerchant)
        gate.wait(for: sequence, durable: context.log.durableSequence) {
            self.view.withLock { $0 = durable }
            self.context.audience.update(changed)
            for key in events.compactMap(\.revokedKey) { self.context.feed.end(followersUnder: key) }
            self.changes.add(1, ordering: .releasing)
            proceed()
        }
    }
}
