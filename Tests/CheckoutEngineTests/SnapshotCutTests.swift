import Checkout
import Disks
import Simulation
import Snapshots
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

@Suite struct SnapshotCutTests {
    /// Takes snapshots while clients work; gives the disk as it was left, with the snapshots' contents by sequence.
    private func work(_ setup: EngineSetup, snapshots: Int) async throws -> (SimulatedDisk, [UInt64: [UInt8]]) {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(setup, disk: disk)
        let ledger = Ledger()
        var contents: [UInt64: [UInt8]] = [:]
        for number in 0..<UInt64(snapshots) {
            // Each has clients of its own, which stop by themselves where it is slow.
            let workload = Workload(fixture: fixture, ledger: ledger, seed: setup.seed * 10 + number)
            let enough = ledger.count + 30
            let progress = try await workload.run(clients: 16) {
                while ledger.count < enough { await Task.yield() }
                return try await fixture.engine.snapshots.take()
            }
            contents[progress.sequence] = disk.contents(of: progress.fileName)
        }
        await fixture.settle()
        fixture.kill()
        return (disk, contents)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `a snapshot is exactly what the log says of its sequence`(seed: UInt64) async throws {
        let setup = EngineSetup(threads: 2, shards: [2, 3, 7, 16][Int(seed % 4)], seed: seed)
        let (disk, contents) = try await work(setup, snapshots: 5)
        let end = try StateText.recovered(from: disk.crash(seed: seed))
        let logs = try disk.list().filter { $0.hasPrefix("wal-") && $0.hasSuffix(".log") }
        let whole = try StateText.replayed(from: disk, through: .max)
        #expect(contents.count == 5, "seed \(seed)")
        #expect(StateText.differences(end, whole) == [], "seed \(seed)")
        for (sequence, content) in contents {
            let alone = SimulatedDisk()
            alone.setContents(of: SnapshotName(sequence: sequence).fileName, to: content)
            let state = try StateText.recovered(from: alone, shards: Int(seed % 5) + 1)
            #expect(state.sequence == sequence, "seed \(seed)")
            let replayed = try StateText.replayed(from: disk, through: sequence)
            #expect(StateText.differences(state, replayed) == [], "seed \(seed), sequence \(sequence)")
            for log in logs { alone.setContents(of: log, to: disk.contents(of: log) ?? []) }
            let on = try StateText.recovered(from: alone, shards: Int(seed % 5) + 1)
            #expect(StateText.differences(on, whole) == [], "seed \(seed), sequence \(sequence)")
        }
    }

    @Test func `a snapshot that failed can be taken again at the same cut`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3), disk: disk)
        let sessions = try await fixture.createSessions(5)
        for _ in 0..<2 {
            disk.fail(.rename, after: 1)
            await #expect(throws: SnapshotError.self) { try await fixture.engine.snapshots.take() }
        }
        let progress = try await fixture.engine.snapshots.take()
        #expect(progress.sequence == fixture.engine.context.log.lastSequence)
        #expect(try StateText.recovered(from: disk).snapshot.sequence == progress.sequence)
        // And again, with changes behind the cut that failed.
        _ = try await fixture.createSession()
        disk.fail(.rename, after: 1)
        await #expect(throws: SnapshotError.self) { try await fixture.engine.snapshots.take() }
        #expect(await fixture.change(sessions[0].id, .cancel, Sample.claim(1)).isDone)
        let next = try await fixture.engine.snapshots.take()
        #expect(next.sequence == fixture.engine.context.log.lastSequence)
        let state = try StateText.recovered(from: disk)
        #expect(state.snapshot.sequence == next.sequence)
        let replayed = try StateText.replayed(from: disk, through: next.sequence)
        #expect(StateText.differences(state, replayed) == [])
    }

    @Test func `many who ask for a snapshot at once all get one that holds what they have seen`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    _ = try await fixture.createSession()
                    let seen = fixture.engine.context.log.durableSequence
                    let progress = try await fixture.engine.snapshots.take()
                    #expect(progress.sequence >= seen)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `nothing new needs no new snapshot`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(disk: disk)
        let first = try await fixture.engine.snapshots.take()
        let files = try disk.list()
        #expect(try await fixture.engine.snapshots.take().sequence == first.sequence)
        #expect(try disk.list() == files)
        #expect(await fixture.engine.figures.snapshot.sequence == first.sequence)
    }

    @Test func `nothing in a snapshot is younger than its time`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 2), disk: disk)
        for _ in 0..<20 {
            async let creation = fixture.createSession()
            async let snapshot = fixture.engine.snapshots.take()
            fixture.clock.advance(seconds: 1)
            _ = try await creation
            let name = SnapshotName(sequence: try await snapshot.sequence)
            let header = try SnapshotReader.header(disk: disk, name: name)
            let state = try StateText.replayed(from: disk, through: name.sequence)
            #expect(header.createdAt >= state.newest.secondsSinceEpoch)
        }
    }
}
