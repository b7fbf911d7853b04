import Checkout
import Cryptography
import Disks
import Logging
import Metrics
import PaymentFlows
import Reactors
import Simulation
import Synchronization
import TestTools
import WriteAheadLog

@testable import CheckoutEngine

/// A server's process: an engine on a disk, and what drives its payments; it can be killed at any time.
final class Machine: Sendable {
    let engine: Engine
    let service: PaymentService
    private let reactors: [Reactor]
    private let running: Task<Void, Never>
    private let link: WalletLink

    init(_ disk: any Disk, _ clock: ManualClock, _ network: WalletNetwork, seed: UInt64) async throws {
        let link = WalletLink(network)
        self.link = link
        let reactors = ["test", "test-log", "test-snapshots"].map { Reactor(name: $0) }
        self.reactors = reactors
        let random = Self.random(seed: seed)
        let logger = Self.silentLogger
        var log = LogConfiguration()
        log.firstSegmentBytes = 128 << 10
        log.largestSegmentBytes = 1 << 20
        log.reserveBytes = 32 << 10
        log.maximumRecordBytes = 16 << 10
        log.preparation = .thread(retryMilliseconds: 1)
        let parts = Engine.Parts(
            disk: disk,
            time: TimeSource(
                wallNanoseconds: { clock.wallNanoseconds },
                bootNanoseconds: { clock.bootNanoseconds }
            ),
            memory: MemorySource { _ in 0 },
            random: random,
            vault: SecretVault(key: [UInt8](repeating: 7, count: SecretVault.keyBytes), random: random),
            reactors: [reactors[0]],
            logReactor: reactors[1],
            snapshotReactor: reactors[2],
            logger: logger,
            metrics: EngineMetrics(factory: NOOPMetricsHandler.instance)
        ) { _ in }
        let engine = try Engine.open(
            parts,
            settings: EngineSettings(baseURL: "https://pay.example.com"),
            log: log,
            shardCount: 2
        )
        let service = PaymentService(
            engine: engine,
            transport: link,
            clock: VirtualClock(times: clock),
            allowsLocalWallets: false,
            logger: logger
        )
        self.engine = engine
        self.service = service
        for reactor in reactors { reactor.start() }
        engine.drivePayments(through: service)
        engine.chargeSubscriptions(through: service.renewals)
        running = Task { await service.run() }
        await engine.begin()
    }

    deinit {
        kill()
    }

    /// Whether nothing comes of what is done here any more.
    var hasEnded: Bool { link.isCut }

    /// Cuts it off from the wallets; what its threads still do to its own disk is nobody's concern.
    func end() {
        link.end()
        running.cancel()
    }

    /// Ends the threads as well.
    func kill() {
        end()
        for reactor in reactors { reactor.stop() }
    }

    static var silentLogger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    static func random(seed: UInt64) -> RandomSource {
        let generator = Mutex(SeededGenerator(seed: seed))
        return RandomSource { buffer in
            generator.withLock { generator in
                for index in buffer.indices { buffer[index] = UInt8.random(in: 0...255, using: &generator) }
            }
        }
    }
}
