import Bytes
import CheckoutEngine
import Cryptography
import Disks
import HTTPServing
import Logging
import Simulation
import Synchronization
import TestTools
import WriteAheadLog

@testable import opencheckout

/// What the program's own wiring runs in: a disk, clocks and settings of a test's choice.
///
/// The disk outlives the services that run on it, so that a second `serve` is a restart.
final class TestWorld: Sendable {
    let disk: any Disk
    let clock: ManualClock

    /// The folder of a real disk; nil with a simulated one.
    let folder: TemporaryDirectory?

    private let controlFolder: String?
    private let encryptionKey: [UInt8]

    private let merchant: Mutex<TestMerchant?>

    /// A world on a folder of its own.
    convenience init() throws {
        let folder = try TemporaryDirectory()
        self.init(disk: try POSIXDisk(path: folder.path), folder: folder)
    }

    init(
        disk: any Disk,
        folder: TemporaryDirectory? = nil,
        controlFolder: String? = nil,
        clock: ManualClock = ManualClock(),
        merchant: TestMerchant? = nil,
        encryptionKey: [UInt8] = [UInt8](repeating: 7, count: 32)
    ) {
        self.disk = disk
        self.folder = folder
        self.controlFolder = controlFolder ?? folder?.path
        self.clock = clock
        self.merchant = Mutex(merchant)
        self.encryptionKey = encryptionKey
    }

    /// The same clock and merchant over another disk: what a crash left.
    func over(_ disk: any Disk) -> TestWorld {
        TestWorld(disk: disk, clock: clock, merchant: merchant.withLock { $0 }, encryptionKey: encryptionKey)
    }

    /// The same disk and clock under another encryption key.
    func under(encryptionKey: [UInt8]) -> TestWorld {
        TestWorld(disk: disk, folder: folder, clock: clock, encryptionKey: encryptionKey)
    }

    /// Runs the service until the body is through, then stops it in good order; options go by names without dashes.
    func serve<Result: Sendable>(
        _ options: [String: String] = [:],
        tuning: ServiceTuning = ServiceTuning(),
        _ body: (RunningService) async throws -> Result
    ) async throws -> Result {
        let service = try await start(options, tuning: tuning)
        do {
            let result = try await body(service)
            try await service.stop()
            return result
        } catch {
            try? await service.stop()
            throw error
        }
    }

    /// Starts the service; whoever starts it stops it.
    func start(
        _ options: [String: String] = [:],
        tuning: ServiceTuning = ServiceTuning()
    ) async throws -> RunningService {
        let typed = ["port": "0", "threads": "2", "shards": "3"].merging(options) { $1 }
        var world = CheckoutService.World(
            disk: disk,
            time: clock.source,
            memory: tuning.memory,
            encryptionKey: encryptionKey
        )
        if tuning.hasControlSocket, let controlFolder {
            world.controlSocket = controlFolder + "/" + ControlAPI.socketName
        }
        var settings = try ServeSettings(typed: typed, configFile: nil, environment: [:])
        if let bytes = tuning.idempotencyMemoryBytes {
            settings.engine.idempotencyMemoryBytes = bytes
        }
        let service = try await RunningService.start(settings, world, clock, tuning)
        if let known = merchant.withLock({ $0 }) {
            return service.with(known)
        }
        let made = try await service.makeMerchant("Fixture")
        merchant.withLock { $0 = made }
        return service.with(made)
    }
}

/// Runs a body beside a service in a new world, on a folder of its own.
func withService<Result: Sendable>(
    _ options: [String: String] = [:],
    tuning: ServiceTuning = ServiceTuning(),
    _ body: (RunningService) async throws -> Result
) async throws -> Result {
    let world = try TestWorld()
    return try await world.serve(options, tuning: tuning, body)
}
