import Checkout
package import Cryptography
package import Disks
package import Logging
package import Reactors
package import WriteAheadLog

extension Engine {
    /// What an engine is made of; everything that touches the world comes in here.
    package struct Parts {
        /// The data directory.
        package let disk: any Disk

        /// The clocks.
        package let time: TimeSource

        /// How much memory is in use.
        package let memory: MemorySource

        /// Random bytes.
        package let random: RandomSource

        /// The encryption key's keeper.
        package let vault: SecretVault

        /// Threads for the shards, made and not yet started; at least one.
        package let reactors: [Reactor]

        /// A thread for the log, made and not yet started; a lone reactor leaves nothing to it.
        package let logReactor: Reactor

        /// A thread for snapshots, made and not yet started; it should stand back behind the others.
        package let snapshotReactor: Reactor

        /// A thread that only runs where a processor is idle, made and not yet started.
        ///
        /// It does a snapshot's work as long as that can wait. Without one the thread for snapshots does all of it.
        package let idleReactor: Reactor?

        /// Where operators read what happened.
        package let logger: Logger

        /// What is measured.
        package let metrics: EngineMetrics

        /// Told once if the log cannot be written any more; must end the process.
        package let onLogFailure: @Sendable (LogError) -> Void

        /// All parts together.
        package init(
            disk: any Disk,
            time: TimeSource,
            memory: MemorySource = .process,
            random: RandomSource,
            vault: SecretVault,
            reactors: [Reactor],
            logReactor: Reactor,
            snapshotReactor: Reactor,
            idleReactor: Reactor? = nil,
            logger: Logger,
            metrics: EngineMetrics,
            onLogFailure: @escaping @Sendable (LogError) -> Void
        ) {
            self.disk = disk
            self.time = time
            self.memory = memory
            self.random = random
            self.vault = vault
            self.reactors = reactors
            self.logReactor = logReactor
            self.snapshotReactor = snapshotReactor
            self.idleReactor = idleReactor
            self.logger = logger
            self.metrics = metrics
            self.onLogFailure = onLogFailure
        }
    }

    /// Recovers what the disk holds, begins a new segment of the log, and puts the shards on their reactors.
    ///
    /// Throws a `RecoveryError` for what a crash cannot explain, and a `LogError` if the log cannot be opened. The
    /// caller starts the reactors next, and then calls `begin()`.
    package static func open(
        _ parts: Parts,
        settings: EngineSettings,
        log configuration: LogConfiguration,
        shardCount: Int
    ) throws -> Engine {
        let router = ShardRouter(shardCount: shardCount)
        var configuration = configuration
        configuration.fingerprint = parts.vault.fingerprint
        let state = try Recovery.run(
            disk: parts.disk,
            router: router,
            fingerprint: parts.vault.fingerprint,
            logger: parts.logger,
            // The caller's thread does a reactor's share.
            helpers: parts.reactors.count - 1
        )
        let log = try LogWriter(
            disk: parts.disk,
            configuration: configuration,
            nextSequence: state.sequence + 1,
            salt: parts.random.next64()
        )
        // Asked once, so that a disk that is full from the start shows before the first command is refused.
        if log.admit(1, from: .ordinary) == .granted {
            log.release(1)
        }
        let context = EngineContext(
            log: log,
            clock: EngineClock(source: parts.time, newest: state.newest),
            router: router,
            random: parts.random,
            vault: parts.vault,
            settings: settings,
            memory: MemoryGuard(
                ceilingBytes: settings.memoryCeilingBytes,
                source: parts.memory,
                logger: parts.logger
            ),
            idempotencyBytes: state.shards.reduce(0) { $0 + $1.idempotencyBytes }
        )
        return assemble(parts, state, context, configuration.durability)
    }

    private static func assemble(
        _ parts: Parts,
        _ state: RecoveredState,
        _ context: EngineContext,
        _ durability: LogDurability
    ) -> Engine {
        let gates = parts.reactors.map(DurabilityGate.init(reactor:))
        let committer = LogCommitter(
            log: context.log,
            gates: gates,
            thread: parts.logReactor,
            metrics: parts.metrics,
            durability: durability,
            onFailure: parts.onLogFailure
        )
        committer.begin()
        let shards = state.shards.enumerated()
            .map { index, shard in
                Shard(state: shard, context: context, gate: gates[index % gates.count])
            }
        let directory = MerchantDirectory(directory: state.directory, context: context, gate: gates[0])
        var last = state.snapshot
        last.takenAt = max(last.takenAt, context.clock.now())
        return Engine(
            shards: shards,
            directory: directory,
            snapshots: SnapshotService(
                context: context,
                disk: parts.disk,
                fingerprint: parts.vault.fingerprint,
                logger: parts.logger,
                metrics: parts.metrics,
                reactor: parts.snapshotReactor,
                idleReactor: parts.idleReactor,
                sources: SnapshotService.Sources(shards: shards, directory: directory),
                last: last
            ),
            gates: gates,
            context: context
        )
    }
}
