import Checkout
import Disks
import Simulation
import Snapshots
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

@Suite struct RecoveryTests {
    /// Sessions in all states that matter, with keys of both kinds; the last snapshot, if any, lies in the middle.
    private func fill(_ fixture: EngineFixture, snapshots: Int) async throws -> [SessionID: Outcome] {
        var sessions: [MadeSession] = []
        for round in 0..<4 {
            for index in 0..<10 {
                let claim = Sample.claim(round * 100 + index, stripe: index * 7)
                sessions.append(try await fixture.createSession(Sample.newSession(reference: "r\(index)"), claim))
            }
            let ended = sessions[round * 10]
            #expect(await fixture.change(ended.id, .cancel, Sample.claim(1000 + round, stripe: round)).isDone)
            let preparing = SessionCommand.prepare(customerWallet: "https://wallet.example/\(round)")
            #expect(await fixture.change(sessions[round * 10 + 1].id, preparing).isDone)
            if round < snapshots { _ = try await fixture.engine.snapshots.take() }
        }
        var outcomes: [SessionID: Outcome] = [:]
        for session in sessions { outcomes[session.id] = await fixture.read(session.id) }
        return outcomes
    }

    private func expect(_ outcomes: [SessionID: Outcome], in fixture: EngineFixture) async throws {
        for (id, outcome) in outcomes { #expect(await fixture.read(id) == outcome) }
        #expect(try await fixture.walk(limit: 7).count == outcomes.count)
        let counts = await fixture.engine.figures.sessions
        #expect(counts[.open] == 32)
        #expect(counts[.canceled] == 4)
        #expect(counts[.preparing] == 4)
        #expect(await fixture.create(nil, Sample.claim(101, stripe: 7)).isReplay)
        let canceled = await fixture.change(nil, .cancel, Sample.claim(1001, stripe: 1))
        #expect(canceled.isReplay)
        #expect(canceled.status == "canceled")
        // Life goes on with new sequences and identifiers.
        let session = try await fixture.createSession()
        #expect(try await fixture.list(limit: 1).elements.map(\.id) == [session.id])
    }

    @Test(arguments: EngineSetup.layouts, 0...3)
    func `everything is there after a restart, from the log, from a snapshot, from both`(
        setup: EngineSetup,
        snapshots: Int
    ) async throws {
        let fixture = try await EngineFixture(setup)
        let outcomes = try await fill(fixture, snapshots: snapshots)
        let list = try await fixture.walk()
        let restarted = try await fixture.restarted { $0.shards = snapshots + 2 }
        #expect(try await restarted.walk() == list)
        try await expect(outcomes, in: restarted)
    }

    @Test(arguments: [1, 3])
    func `a real disk brings the same back`(shards: Int) async throws {
        let folder = try TemporaryDirectory()
        let fixture = try await EngineFixture(
            EngineSetup(threads: 2, shards: shards),
            disk: try POSIXDisk(path: folder.path)
        )
        let outcomes = try await fill(fixture, snapshots: 2)
        let killed = try await fixture.restarted(on: try POSIXDisk(path: folder.path))
        try await expect(outcomes, in: killed)
        for id in try await killed.list(limit: 1).elements.map(\.id) {
            #expect(await killed.change(id, .expire).isDone)
        }
        try await killed.close()
        let closed = try await killed.restarted(on: try POSIXDisk(path: folder.path)) { $0.shards = 4 }
        #expect(await closed.engine.figures.sessions[.expired] == 1)
        for (id, outcome) in outcomes { #expect(await closed.read(id) == outcome) }
        let names = try POSIXDisk(path: folder.path).list()
        #expect(names.contains { SnapshotName(parsing: $0)?.sequence == closed.engine.context.log.lastSequence })
    }

    @Test func `an engine that closes leaves a snapshot of everything, and takes nothing more`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3), disk: disk)
        let outcomes = try await fill(fixture, snapshots: 0)
        try await fixture.engine.close()
        #expect(fixture.engine.writeProblem == .shuttingDown)
        #expect(await fixture.create() == .unavailable(.storage))
        let alone = SimulatedDisk()
        for name in try disk.list() where name.hasPrefix("snapshot-") {
            alone.setContents(of: name, to: disk.contents(of: name) ?? [])
        }
        try await expect(outcomes, in: try await fixture.restarted(on: alone))
    }

    @Test func `an unfinished snapshot is removed and does no harm`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(disk: disk)
        let outcomes = try await fill(fixture, snapshots: 1)
        disk.setContents(of: SnapshotName(sequence: 99).temporaryFileName, to: [1, 2, 3])
        let restarted = try await fixture.restarted()
        try await expect(outcomes, in: restarted)
        #expect(try disk.list().allSatisfy { !$0.hasSuffix(".jsonl.gz.tmp") })
    }

    @Test func `an empty disk is an empty shop`() async throws {
        let fixture = try await EngineFixture()
        #expect(try await fixture.walk() == [])
        #expect(await fixture.engine.figures.sessions.total == 0)
        #expect(fixture.engine.writeProblem == nil)
    }

    @Test func `seconds that stand out of order in the log do not mislead filters`() async throws {
        // Two shards log the turn of a second in the other order; later both are one.
        let disk = SimulatedDisk()
        let log = RawLog()
        let times: [Int64] = [0, 1, 0, 1, 1, 2, 1, 2, 2]
        for (index, time) in times.enumerated() {
            log.add([.sessionCreated(RawLog.session(stripe: index, createdAt: RawLog.start + time))], at: time)
        }
        try log.write(to: disk)
        let fixture = try await EngineFixture(EngineSetup(shards: 1), disk: disk)
        for bound in -1...3 as ClosedRange<Int64> {
            let time = RawLog.start + bound
            for limit in [1, 100] {
                #expect(
                    try await fixture.walk(limit: limit) { $0.createdBefore = time }.count == times.count { $0 < bound }
                )
                #expect(
                    try await fixture.walk(limit: limit) { $0.createdAfter = time }.count == times.count { $0 > bound }
                )
            }
        }
    }
}
