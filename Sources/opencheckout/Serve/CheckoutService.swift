import CheckoutAPI
import CheckoutEngine
import Cryptography
import Dashboard
import Disks
import HTTPServing
import Logging
import OpenPayments
import OutboundHTTP
import PayPage
import PaymentFlows
import Reactors
import ServiceLifecycle
import Webhooks
import WriteAheadLog

/// The program's wiring: reactors, engine and servers over one data directory, from recovery to the last snapshot.
///
/// Tests run this same wiring in process, with a disk and clocks of theirs.
struct CheckoutService: Service {
    /// What touches the world.
    struct World: Sendable {
        var disk: any Disk
        var time = TimeSource.system
        var memory = MemorySource.process
        var random = RandomSource.system()
        var encryptionKey: [UInt8]

        /// Where the control socket is to be; nil for none.
        var controlSocket: String?
    }

    /// What is there once the service is ready.
    struct Ready: Sendable {
        let engine: Engine
        let address: SocketAddress
        let metricsAddress: SocketAddress?

        /// The demo's sandbox wallet.
        let wallets: WalletProvider?
    }

    /// How long requests in flight may take when the service is stopped.
    private static let drainTime = Duration.seconds(30)

    /// How long webhooks that are being sent may take then.
    private static let deliveryDrainTime = Duration.seconds(5)

    let settings: ServeSettings
    let world: World
    let logger: Logger
    var log = LogConfiguration()
    var limits = HTTPLimits()
    var onLogFailure: @Sendable (LogError) -> Void

    /// Called once, when requests are answered.
    let onReady: @Sendable (Ready) async throws -> Void

    /// Recovers, serves until the service is told to stop, and ends in good order.
    func run() async throws {
        let registry = PrometheusRegistry()
        let reactors = (0..<settings.threads).map { Reactor(name: "reactor-\($0)") }
        let logReactor = Reactor(name: "log")
        let snapshotReactor = Reactor(name: "snapshots", standing: .back)
        let idleReactor = Reactor(name: "snapshots-idle", standing: .idle)
        let allReactors = reactors + [logReactor, snapshotReactor, idleReactor]
        let engine = try open(reactors, logReactor, (snapshotReactor, idleReactor), registry)
        let client = OutboundClient()
        let deliveries = deliveries(of: engine, by: client, registry)
        engine.send(to: deliveries)
        let payments = payments(of: engine, by: client)
        engine.drivePayments(through: payments)
        engine.chargeSubscriptions(through: payments.renewals)
        let api = MerchantAPI(
            engine: engine,
            deliveries: deliveries,
            limits: limits,
            rateLimit: settings.rateLimit,
            trustedProxy: settings.trustedProxy,
            version: OpenCheckout.version,
            logger: logger,
            metrics: registry
        )
        let walletSetup = WalletSetup(
            engine: engine,
            transport: client,
            allowsLocal: settings.allowsLocalWallets
        )
        let dashboard = dashboard(of: engine, deliveries, walletSetup)
        let door = FrontDoor(api: api, pages: pages(over: payments, engine), dashboard: dashboard)
        let server = HTTPServer(reactors: reactors, handler: door, limits: limits)
        let address = try server.listen(host: settings.host, port: settings.port)
        engine.serve(under: settings.baseURL ?? "http://\(settings.urlHost):\(address.port)")
        let exports = ExportService(engine: engine, on: snapshotReactor)
        let operators = ControlAPI(
            Operator(
                engine: engine,
                wallets: WalletSetup(
                    engine: engine,
                    transport: client,
                    allowsLocal: settings.allowsLocalWallets
                )
            ),
            exports: exports,
            listening: ListenService(engine: engine, deliveries: deliveries)
        )
        let helpers = try listenForOperators(engine, operators, registry, server, reactors)
        let wallets = settings.isDemo ? try WalletProvider(host: settings.host, port: settings.walletPort) : nil
        for reactor in allReactors {
            reactor.start()
        }
        await engine.begin()
        // Ended below: what is under way then goes on after the next start.
        let driving = Task { await payments.run() }
        let ready = Ready(
            engine: engine,
            address: address,
            metricsAddress: helpers.metricsAddress,
            wallets: wallets
        )
        try await onReady(ready)
        try? await gracefulShutdown()
        logger.info("stopping")
        dashboard.shutdown()
        let report = await server.drain(within: Self.drainTime)
        if !report.isComplete {
            logger.warning("requests were cut", metadata: ["count": "\(report.cutExchanges)"])
        }
        driving.cancel()
        await driving.value
        await wallets?.stop()
        for helper in helpers.servers {
            _ = await helper.drain(within: .seconds(1))
        }
        await deliveries.shutdown(within: Self.deliveryDrainTime)
        try await engine.close()
        for reactor in allReactors {
            reactor.stop()
        }
    }

    /// The customers' page.
    private func pages(over desk: any PaymentDesk, _ engine: Engine) -> PayPageHandler {
        let settings = PayPageHandler.Settings(
            tokenKey: engine.vault.derivedKey(for: "pay page forms"),
            random: world.random,
            baseURL: settings.baseURL ?? "",
            trustedProxy: settings.trustedProxy
        ) { engine.clock.now() }
        return PayPageHandler(desk: desk, settings: settings)
    }

    /// The merchants' page.
    private func dashboard(
        of engine: Engine,
        _ deliveries: DeliveryService,
        _ wallets: WalletSetup
    ) -> DashboardHandler {
        let settings = DashboardHandler.Settings(
            random: world.random,
            baseURL: settings.baseURL,
            trustedProxy: settings.trustedProxy
        ) { engine.clock.now() }
        return DashboardHandler(engine: engine, deliveries: deliveries, wallets: wallets, settings: settings)
    }

    /// The service that drives payments.
    private func payments(of engine: Engine, by client: OutboundClient) -> PaymentService {
        PaymentService(
            engine: engine,
            transport: client,
            clock: SystemPaymentClock(),
            allowsLocalWallets: settings.allowsLocalWallets,
            logger: logger
        )
    }

    /// The service that sends webhooks, which ends the client with itself.
    private func deliveries(
        of engine: Engine,
        by client: OutboundClient,
        _ registry: PrometheusRegistry
    ) -> DeliveryService {
        var settings = DeliveryService.Settings()
        settings.allowsLocal = self.settings.allowsLocalWebhooks
        return DeliveryService(
            engine: engine,
            client: client,
            settings: settings,
            version: OpenCheckout.version,
            logger: logger,
            metrics: DeliveryMetrics(factory: registry)
        )
    }

    private func open(
        _ reactors: [Reactor],
        _ logReactor: Reactor,
        _ snapshotReactors: (main: Reactor, idle: Reactor),
        _ registry: PrometheusRegistry
    ) throws -> Engine {
        var configuration = log
        configuration.durability = settings.durability
        let parts = Engine.Parts(
            disk: world.disk,
            time: world.time,
            memory: world.memory,
            random: world.random,
            vault: SecretVault(key: world.encryptionKey, random: world.random),
            reactors: reactors,
            logReactor: logReactor,
            snapshotReactor: snapshotReactors.main,
            idleReactor: snapshotReactors.idle,
            logger: logger,
            metrics: EngineMetrics(factory: registry),
            onLogFailure: onLogFailure
        )
        return try Engine.open(
            parts,
            settings: settings.engine,
            log: configuration,
            shardCount: settings.shards ?? settings.threads
        )
    }

    private func listenForOperators(
        _ engine: Engine,
        _ operators: ControlAPI,
        _ registry: PrometheusRegistry,
        _ server: HTTPServer,
        _ reactors: [Reactor]
    ) throws -> (servers: [HTTPServer], metricsAddress: SocketAddress?) {
        var servers: [HTTPServer] = []
        var metricsAddress: SocketAddress?
        if let path = world.controlSocket {
            let control = HTTPServer(
                reactors: [reactors[0]],
                handler: operators,
                limits: limits
            )
            try control.listen(unixPath: path)
            servers.append(control)
        }
        if let port = settings.metricsPort {
            let handler = MetricsAPI(engine: engine, registry: registry) { server.counts }
            let metrics = HTTPServer(reactors: [reactors[0]], handler: handler, limits: limits)
            let address = try metrics.listen(host: "127.0.0.1", port: port)
            logger.info("metrics are served", metadata: ["url": "http://\(address)/metrics"])
            metricsAddress = address
            servers.append(metrics)
        }
        return (servers, metricsAddress)
    }
}
