import CheckoutEngine
import Cryptography
import Foundation
import Logging
import Metrics
import Reactors
import WriteAheadLog

/// An engine for one command, while no server runs.
enum OfflineEngine {
    /// Opens the engine, runs `body` on it, and ends it in good order.
    static func with<Value: Sendable>(
        _ directory: DataDirectory,
        encryptionKeyFile: String?,
        _ body: (Engine) async throws -> Value
    ) async throws -> Value {
        let random = RandomSource.system()
        let key = try EncryptionKey(
            for: directory,
            environment: ProcessInfo.processInfo.environment,
            file: encryptionKeyFile,
            random: random
        )
        let reactor = Reactor(name: "engine")
        let logReactor = Reactor(name: "log")
        let snapshotReactor = Reactor(name: "snapshots")
        let parts = Engine.Parts(
            disk: directory.disk,
            time: .system,
            random: random,
            vault: SecretVault(key: key.bytes, random: random),
            reactors: [reactor],
            logReactor: logReactor,
            snapshotReactor: snapshotReactor,
            logger: ProgramLogger.make(level: .warning),
            metrics: EngineMetrics(factory: NOOPMetricsHandler.instance),
            onLogFailure: ProcessEnd.onLogFailure(ProgramLogger.make(level: .warning))
        )
        let engine: Engine
        do {
            engine = try Engine.open(parts, settings: EngineSettings(), log: LogConfiguration(), shardCount: 1)
        } catch let error as RecoveryError {
            throw Failure(error, dataDirectory: directory.path)
        }
        for reactor in [reactor, logReactor, snapshotReactor] {
            reactor.start()
        }
        await engine.begin()
        let value = try await body(engine)
        try await engine.close()
        for reactor in [reactor, logReactor, snapshotReactor] {
            reactor.stop()
        }
        return value
    }
}
