import Checkout
import Disks
import Simulation
import Snapshots
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

@Suite struct RetentionTests {
    private static let setup = EngineSetup(threads: 2, shards: 2)
        .with { setup in
            setup.log = EngineSetup.makeLog(
                firstSegment: 48 << 10,
                largestSegment: 48 << 10,
                reserve: 8 << 10,
                record: 8 << 10
            )
            setup.settings.keepSessionsSeconds = 7200
        }

    /// Creates as much as a third of a segment, and takes a snapshot.
    private func work(_ fixture: EngineFixture) async throws {
        await create(8, in: fixture)
        _ = try await fixture.engine.snapshots.take()
    }

    private func create(_ count: Int, in fixture: EngineFixture) async {
        let newSession = Sample.newSession(lifetime: 3600, description: String(repeating: "x", count: 900))
        for _ in 0..<count {
            while await fixture.create(newSession) == .unavailable(.overloaded) { await Task.yield() }
        }
    }

    private func snapshots(on disk: SimulatedDisk) throws -> [(sequence: UInt64, time: Int64)] {
        try SnapshotReader.list(disk: disk).reversed()
            .map { ($0.sequence, try SnapshotReader.header(disk: disk, name: $0).createdAt) }
    }

    @Test func `every moment of the retention time can be restored, and what is older goes`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(Self.setup, disk: disk)
        let firstSegment = "wal-00000000000000000001.log"
        let start = fixture.clock.seconds
        // The moments before the first snapshot fill segments of their own.
        await create(60, in: fixture)
        for round in 0..<64 {
            try await work(fixture)
            await fixture.engine.doDueWork()
            let now = fixture.clock.seconds
            let kept = try snapshots(on: disk)
            let segments = try LogReader.segments(on: disk).map(\.firstSequence)
            let oldest = try #require(kept.first)
            let firstNeeded = try #require(segments.first)
            if now - start < 86_400 {
                #expect(try disk.exists(firstSegment), "round \(round)")
            } else {
                #expect(oldest.time <= now - 86_400, "round \(round)")
                #expect(kept.count { $0.time <= now - 86_400 } == 1, "round \(round)")
            }
            #expect(firstNeeded <= oldest.sequence + 1, "round \(round)")
            #expect(Set(kept.dropFirst().dropLast().map { $0.time / 3600 }).count == max(0, kept.count - 2))
            // From each snapshot that is left the log goes on without a gap.
            try LogReader.replay(disk: disk, from: oldest.sequence + 1, fingerprint: nil) { _ in }
            fixture.clock.advance(seconds: 1800)
        }
        #expect(try !disk.exists(firstSegment))
        #expect(try LogReader.segments(on: disk).count < 30)
        try await fixture.close()
        let restarted = try await fixture.restarted()
        #expect(await restarted.engine.figures.sessions.total > 0)
    }

    @Test func `without retention a snapshot lets go of all the log before it`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(Self.setup.with { $0.settings.retentionSeconds = 0 }, disk: disk)
        for _ in 0..<12 {
            try await work(fixture)
            #expect(try snapshots(on: disk).count == 1)
            #expect(try LogReader.segments(on: disk).count <= 2)
        }
    }

    @Test func `what cannot be removed does not undo the snapshot`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(Self.setup.with { $0.settings.retentionSeconds = 0 }, disk: disk)
        try await work(fixture)
        _ = try await fixture.createSession()
        disk.fail(.remove, after: 1)
        let progress = try await fixture.engine.snapshots.take()
        #expect(progress.sequence == fixture.engine.context.log.lastSequence)
        #expect(try StateText.recovered(from: disk).snapshot.sequence == progress.sequence)
    }
}
