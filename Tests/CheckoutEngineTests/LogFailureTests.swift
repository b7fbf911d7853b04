import Checkout
import Disks
import Simulation
import Synchronization
import Testing
import WriteAheadLog

@testable import CheckoutEngine

@Suite struct LogFailureTests {
    private final class Failures: Sendable {
        private let failures = Mutex<[LogError]>([])

        var all: [LogError] { failures.withLock { $0 } }

        func note(_ error: LogError) { failures.withLock { $0.append(error) } }
    }

    @Test(arguments: EngineSetup.layouts, [DiskOperation.write, .synchronize])
    func `an error of the disk ends the log, and nobody is told what was not durable`(
        setup: EngineSetup,
        operation: DiskOperation
    ) async throws {
        let disk = SimulatedDisk()
        let failures = Failures()
        let fixture = try await EngineFixture(setup.with { $0.onLogFailure = failures.note }, disk: disk)
        let session = try await fixture.createSession()
        // The log's thread is done with the next segment when there is so much room.
        while fixture.engine.context.log.freeBytes < 512 << 10 { await Task.yield() }
        disk.fail(operation, after: 1)
        let probe = Probe(fixture)
        probe.create("create")
        while failures.all.isEmpty { await Task.yield() }
        probe.change("change", session.id, .cancel)
        probe.create("later create", Sample.claim(1))
        await fixture.settle()
        #expect(probe.outcomes["create"] == nil)
        #expect(probe.outcomes["change"] == .unavailable(.storage))
        #expect(probe.outcomes["later create"] == .unavailable(.storage))
        #expect(await fixture.read(session.id) == .done(session.body))
        #expect(fixture.engine.writeProblem == .logFailed)
        #expect(failures.all.count == 1)
        let restarted = try await fixture.restarted(on: disk.crash(seed: 2))
        #expect(await restarted.read(session.id) == .done(session.body))
    }

    @Test(arguments: [1, 2])
    func `an error while the next segment is made ready ends the log too`(threads: Int) async throws {
        let disk = SimulatedDisk()
        let failures = Failures()
        let setup = EngineSetup(threads: threads, shards: 2)
            .with { setup in
                setup.log = EngineSetup.makeLog(
                    firstSegment: 64 << 10,
                    largestSegment: 64 << 10,
                    reserve: 8 << 10,
                    record: 8 << 10
                )
                setup.onLogFailure = failures.note
            }
        let fixture = try await EngineFixture(setup, disk: disk)
        while fixture.engine.context.log.freeBytes < 100 << 10 { await Task.yield() }
        disk.fail(.allocate, after: 1)
        // Asked without waiting, since some of it will never be answered.
        let probe = Probe(fixture)
        var number = 0
        while fixture.engine.writeProblem == nil {
            number += 1
            probe.create("\(number)")
            await fixture.settle()
        }
        #expect(fixture.engine.writeProblem == .logFailed)
        #expect(await fixture.create() == .unavailable(.storage))
        await fixture.settle()
        while failures.all.isEmpty { await Task.yield() }
        #expect(failures.all.count == 1)
    }
}
