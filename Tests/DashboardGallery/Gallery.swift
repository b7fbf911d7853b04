import Checkout
import CheckoutEngine
import Cryptography
import Dashboard
import HTTPServing
import Logging
import Metrics
import OutboundHTTP
import PaymentFlows
import Reactors
import SandboxWallet
import Simulation
import TestTools
import Webhooks
import WriteAheadLog

/// The dashboard over an engine of its own, in memory, on a port of the kernel's choice; its clock stands still until
/// somebody turns it.
final class Gallery: Sendable {
    /// What is looked at.
    let engine: Engine

    let clock = ManualClock()

    /// Wallets to be paid at, on this machine.
    let wallets: Sandbox

    /// Where a shop's server is, which takes what is sent to `/hook` and refuses all else.
    let shopOrigin: String

    /// The dashboard's port.
    let port: UInt16

    /// Where browsers have it, `http://127.0.0.1:…`.
    var origin: String { "http://127.0.0.1:\(port)" }

    private let walletListener: SandboxListener
    private let client = OutboundClient()
    private let handler: DashboardHandler
    private let reactors = [Reactor(name: "gallery-0"), Reactor(name: "gallery-1")]
    private let logReactor = Reactor(name: "gallery-log")
    private let snapshotReactor = Reactor(name: "gallery-snapshots")

    /// Serves an engine without merchants; `proxy` tells whether this machine is believed as a proxy.
    init(
        baseURL: String? = nil,
        isBehindProxy: Bool = false,
        _ adjust: (inout DashboardHandler.Settings) -> Void = { _ in }
    ) async throws {
        let random = RandomSource.system()
        let logger = Logger(label: "gallery") { _ in SwiftLogNoOpLogHandler() }
        let clock = clock
        let parts = Engine.Parts(
            disk: SimulatedDisk(),
            time: TimeSource(
                wallNanoseconds: { clock.wallNanoseconds },
                bootNanoseconds: { clock.bootNanoseconds }
            ),
            memory: MemorySource { _ in 0 },
            random: random,
            vault: SecretVault(key: [UInt8](repeating: 7, count: SecretVault.keyBytes), random: random),
            reactors: reactors,
            logReactor: logReactor,
            snapshotReactor: snapshotReactor,
            logger: logger,
            metrics: EngineMetrics(factory: NOOPMetricsHandler.instance),
            onLogFailure: { _ in }
        )
        let engine = try Engine.open(
            parts,
            settings: EngineSettings(baseURL: "https://pay.example.com"),
            log: Self.log,
            shardCount: 3
        )
        self.engine = engine
        let loopback = TrustedProxy(SocketAddress(family: .ipv4, address: 0x7F00_0001, port: 0), prefix: 32)
        var settings = DashboardHandler.Settings(
            random: random,
            baseURL: baseURL,
            trustedProxy: isBehindProxy ? loopback : nil
        ) { engine.clock.now() }
        adjust(&settings)
        var sending = DeliveryService.Settings()
        sending.allowsLocal = true
        let deliveries = DeliveryService(
            engine: engine,
            client: client,
            settings: sending,
            version: "1.0.0",
            logger: logger,
            metrics: DeliveryMetrics(factory: NOOPMetricsHandler.instance)
        )
        handler = DashboardHandler(
            engine: engine,
            deliveries: deliveries,
            wallets: WalletSetup(engine: engine, transport: client, allowsLocal: true),
            settings: settings
        )
        wallets = Sandbox(
            settings: SandboxSettings(),
            random: random,
            foreign: NoForeignDocuments(),
            clock: { clock.wallNanoseconds / 1_000_000 }
        )
        walletListener = try SandboxListener(wallets, host: "127.0.0.1", port: 0)
        let shop = HTTPServer(reactors: [snapshotReactor], handler: StandInShop(), limits: HTTPLimits())
        shopOrigin = "http://\(try shop.listen(host: "127.0.0.1", port: 0))"
        let server = HTTPServer(reactors: reactors, handler: handler, limits: HTTPLimits())
        port = try server.listen(host: "127.0.0.1", port: 0).port
        for reactor in reactors + [logReactor, snapshotReactor] { reactor.start() }
    }

    /// Ends what hears of news, as the end of the program does.
    func endLive() {
        handler.shutdown()
    }

    /// Ends the servers and their threads.
    func stop() async {
        handler.shutdown()
        await walletListener.stop()
        await client.shutdown()
        for reactor in reactors + [logReactor, snapshotReactor] { reactor.stop() }
    }

    /// Takes a merchant in, with a key of each mode.
    func open(_ name: String) async throws -> Shop {
        let id = MerchantID(partition: 0, number: engine.random.next64())
        let merchant = Merchant(
            id: id,
            name: name,
            createdAt: engine.clock.now(),
            test: MerchantSettings(),
            live: MerchantSettings()
        )
        try await engine.directory.submit(.createMerchant(merchant, keys: []))
        let test = try await engine.createKey(of: id, .test, name: "Web shop")
        let live = try await engine.createKey(of: id, .live, name: "Web shop")
        return Shop(id: id, engine: engine, testKey: test.secret.text, liveKey: live.secret.text)
    }

    private static var log: LogConfiguration {
        var log = LogConfiguration()
        log.firstSegmentBytes = 4 << 20
        log.largestSegmentBytes = 16 << 20
        log.reserveBytes = 32 << 10
        log.maximumRecordBytes = 64 << 10
        log.preparation = .thread(retryMilliseconds: 1)
        return log
    }
}
