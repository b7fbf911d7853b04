import Bytes
import CLinux
import Checkout
import CheckoutEngine
import Cryptography
import Disks
import Foundation
import Logging
import Metrics
import Reactors
import Simulation
import Synchronization
import WriteAheadLog

/// An engine of one shard on a running reactor, whose clock stands still and whose randomness has a seed: the same
/// requests cost the same instructions in every run.
///
/// Nothing in it is asynchronous, since the concurrency runtime's own threads do not count reliably: merchant and
/// sessions are put into the log before the engine reads it, and what an engine does by itself is never begun. Its
/// files have no names any more once it runs; the segment of the log has room for 20,000 creates.
final class LocalEngine: Sendable {
    /// How many sessions are there from the start.
    static let sessions = 64

    /// What bounds the log, here and in the kernel of the log alone.
    static let log: LogConfiguration = {
        var log = LogConfiguration()
        log.firstSegmentBytes = 32 << 20
        log.largestSegmentBytes = 32 << 20
        log.preparation = .caller
        log.durability = .never
        return log
    }()

    let engine: Engine
    let reactor = Reactor(name: "kernel")
    private let bell = Doorbell()

    /// Opens the engine and starts its reactor; `setUp` runs between the two, with a folder that is gone afterwards.
    ///
    /// If the merchant is to be told of events, they go to an outlet that does nothing: sending is another thread's.
    init(
        isTold: Bool = false,
        _ setUp: (Engine, Reactor, String) throws -> Void = { _, _, _ in }
    ) throws {
        // As in the program: one heap for all threads, which grows in large steps.
        clinux_use_one_heap(4 << 20)
        let folder = try ScratchFolder()
        defer { withExtendedLifetime(folder) {} }
        let disk = try POSIXDisk(path: folder.path)
        let random = Self.random
        let vault = SecretVault(key: [UInt8](repeating: 7, count: SecretVault.keyBytes), random: random)
        try Self.writeEarlierLog(on: disk, fingerprint: vault.fingerprint, isTold: isTold)
        let parts = Engine.Parts(
            disk: disk,
            time: TimeSource(wallNanoseconds: { Self.nanoseconds }, bootNanoseconds: { Self.nanoseconds }),
            random: random,
            vault: vault,
            reactors: [reactor],
            logReactor: Reactor(name: "log"),
            snapshotReactor: Reactor(name: "snapshots"),
            logger: Logger(label: "kernel") { _ in SwiftLogNoOpLogHandler() },
            metrics: EngineMetrics(factory: NOOPMetricsHandler.instance),
            onLogFailure: { preconditionFailure("the log can be written: \($0)") }
        )
        engine = try Engine.open(
            parts,
            settings: EngineSettings(baseURL: SampleShop.baseURL),
            log: Self.log,
            shardCount: 1
        )
        if isTold { engine.send(to: Nowhere()) }
        try setUp(engine, reactor, folder.path)
        reactor.start()
        // Once this was answered, whatever was set up is in place.
        perform { $1() }
    }

    deinit {
        reactor.stop()
    }

    /// Runs `work` on the reactor, and returns once it has called what it is given.
    ///
    /// It gets the engine rather than this object, which the reactor must not be the last to hold: it stops with it.
    func perform(_ work: @escaping @Sendable (Engine, _ finish: @escaping @Sendable () -> Void) -> Void) {
        reactor.post { [engine, bell] in
            work(engine) { bell.ring() }
        }
        bell.wait()
    }

    private static let nanoseconds = SampleShop.now.secondsSinceEpoch * 1_000_000_000

    private static var random: RandomSource {
        let generator = Mutex(SeededGenerator(seed: 1))
        return RandomSource { buffer in
            generator.withLock { generator in
                for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: generator.next()) }
            }
        }
    }

    /// Writes the log of an earlier run, in which the merchant, its key and some sessions were made.
    private static func writeEarlierLog(on disk: POSIXDisk, fingerprint: [UInt8], isTold: Bool) throws {
        var configuration = log
        configuration.firstSegmentBytes = 8 << 20
        configuration.fingerprint = fingerprint
        let log = try LogWriter(disk: disk, configuration: configuration, nextSequence: 1, salt: 1)
        var writer = JSONWriter()
        for number in 0..<sessions {
            let created = SampleShop.createEvents(
                number,
                original: SampleShop.rendering(SampleShop.sessionID(number))
            )
            let events = [created.session, created.key]
            LogRecordFormat.write(
                number == 0 ? SampleShop.directoryEvents(isTold: isTold) + events : events,
                to: &writer
            )
            precondition(log.admit(writer.bytes.count, from: .ordinary) == .granted, "the log has room")
            _ = log.append(writer.bytes, admitted: writer.bytes.count)
        }
        try log.close()
    }
}

/// Takes events and leaves it at that.
private struct Nowhere: EventOutlet {
    func take(_ events: [StoredEvent]) {}
}
