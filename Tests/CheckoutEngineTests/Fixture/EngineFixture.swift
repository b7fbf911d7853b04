import Checkout
import Cryptography
import Disks
import Logging
import Metrics
import Reactors
import Simulation
import TestTools

@testable import CheckoutEngine

/// An engine on a disk of the test's, with a clock that the test turns; nothing happens in it by itself.
final class EngineFixture: Sendable {
    let engine: Engine
    let disk: any Disk
    let clock: ManualClock
    let setup: EngineSetup
    private let reactors: [Reactor]
    private let logReactor = Reactor(name: "test-log")
    private let snapshotReactor = Reactor(name: "test-snapshots")

    /// Opens an engine on what the disk holds, and takes two merchants in if it holds none.
    init(
        _ setup: EngineSetup = EngineSetup(),
        disk: any Disk = SimulatedDisk(),
        clock: ManualClock = ManualClock()
    ) async throws {
        self.setup = setup
        self.disk = disk
        self.clock = clock
        reactors = (0..<setup.threads).map { Reactor(name: "test-\($0)") }
        // Other bytes for each engine that goes on with a disk: identifiers never repeat.
        let random = RandomSource.seeded(setup.seed)
        let parts = Engine.Parts(
            disk: disk,
            time: clock.source,
            memory: setup.memory,
            random: random,
            vault: SecretVault(key: setup.encryptionKey, random: random),
            reactors: reactors,
            logReactor: logReactor,
            snapshotReactor: snapshotReactor,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            metrics: EngineMetrics(factory: NOOPMetricsHandler.instance),
            onLogFailure: setup.onLogFailure
        )
        engine = try Engine.open(parts, settings: setup.settings, log: setup.log, shardCount: setup.shards)
        for reactor in reactors + [logReactor, snapshotReactor] { reactor.start() }
        if engine.directory.current.merchantsCount == 0 {
            for id in [Sample.merchant, Sample.otherMerchant] {
                let merchant = Merchant(
                    id: id,
                    name: "Shop",
                    createdAt: engine.clock.now(),
                    test: MerchantSettings(),
                    live: MerchantSettings()
                )
                try await engine.directory.submit(.createMerchant(merchant, keys: []))
            }
        }
    }

    deinit {
        kill()
    }

    /// Ends the threads and nothing else, as a killed process does.
    func kill() {
        for reactor in reactors + [logReactor, snapshotReactor] { reactor.stop() }
    }

    /// Ends in good order, with a last snapshot.
    func close() async throws {
        try await engine.close()
        kill()
    }

    /// Kills the engine and opens another one, on this disk or on what a crash has left of it.
    func restarted(
        on disk: (any Disk)? = nil,
        _ change: (inout EngineSetup) -> Void = { _ in }
    ) async throws -> EngineFixture {
        kill()
        var setup = setup.with(change)
        setup.seed = setup.seed &* 31 &+ 17
        return try await EngineFixture(setup, disk: disk ?? self.disk, clock: clock)
    }

    /// Returns when every request made so far has gone as far as it can without the disk.
    func settle() async {
        for _ in 0..<6 {
            for reactor in reactors {
                await withCheckedContinuation { continuation in
                    reactor.post { continuation.resume() }
                }
            }
        }
    }
}
