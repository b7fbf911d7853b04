import Checkout
import Disks
import Simulation
import Snapshots
import TestTools
import Testing

@testable import CheckoutEngine

@Suite struct FullDiskTests {
    private static let layouts = EngineSetup.layouts.map { setup in
        setup.with { setup in
            setup.log = EngineSetup.makeLog(
                firstSegment: 64 << 10,
                largestSegment: 64 << 10,
                reserve: 24 << 10,
                record: 16 << 10
            )
        }
    }

    /// Creates until the disk is full; gives what was made.
    private func fill(_ fixture: EngineFixture) async throws -> [MadeSession] {
        var sessions: [MadeSession] = []
        while true {
            let claim = Sample.claim(sessions.count, stripe: sessions.count % 1024)
            switch await fixture.create(Sample.newSession(lifetime: 300), claim) {
            case .done(let body): sessions.append(try MadeSession(body))
            case .unavailable(.overloaded): await Task.yield()
            case .unavailable(.storage): return sessions
            case let outcome: Issue.record("\(outcome)")
            }
        }
    }

    @Test(arguments: layouts)
    func `a full disk refuses creates, and reads and expiry go on`(setup: EngineSetup) async throws {
        let disk = SimulatedDisk(capacity: 170 << 10)
        let fixture = try await EngineFixture(setup, disk: disk)
        let sessions = try await fill(fixture)
        #expect(sessions.count > 20)
        #expect(fixture.engine.writeProblem == .diskFull)
        #expect(await fixture.change(sessions[0].id, .cancel) == .unavailable(.storage))
        let claim = Sample.claim(99_999, apartFrom: sessions[0].id, shards: setup.shards)
        #expect(await fixture.change(sessions[0].id, .cancel, claim) == .unavailable(.storage))
        #expect(await fixture.read(sessions[0].id) == .done(sessions[0].body))
        #expect(await fixture.create(nil, Sample.claim(0, stripe: 0)).isReplay)
        fixture.clock.advance(seconds: 300)
        #expect(await fixture.read(sessions[1].id).status == "expired")
        await fixture.engine.doDueWork()
        #expect(await fixture.engine.figures.sessions[.expired] == sessions.count)
        // Nothing was half done, and what was done is there.
        let restarted = try await EngineFixture(setup, disk: disk.crash(seed: 1), clock: fixture.clock)
        #expect(await restarted.engine.figures.sessions[.expired] == sessions.count)
        #expect(try await restarted.walk() == sessions.reversed().map(\.id))
        #expect(restarted.engine.writeProblem == nil || restarted.engine.writeProblem == .diskFull)
    }

    @Test(arguments: layouts)
    func `when there is room again the engine goes on by itself`(setup: EngineSetup) async throws {
        let disk = SimulatedDisk(capacity: 170 << 10)
        let fixture = try await EngineFixture(setup, disk: disk)
        let sessions = try await fill(fixture)
        let claim = Sample.claim(sessions.count, stripe: sessions.count % 1024)
        disk.setCapacity(1 << 20)
        var outcome = await fixture.create(Sample.newSession(), claim)
        while outcome.body == nil {
            await Task.yield()
            outcome = await fixture.create(Sample.newSession(), claim)
        }
        // The key was free: the refused attempts left nothing.
        #expect(outcome.isDone)
        #expect(fixture.engine.writeProblem == nil)
        #expect(await fixture.engine.figures.sessions.total == sessions.count + 1)
    }

    @Test func `a snapshot that finds no room fails alone, and so does closing`() async throws {
        let disk = SimulatedDisk(capacity: 136 << 10)
        let fixture = try await EngineFixture(Self.layouts[1], disk: disk)
        let sessions = try await fill(fixture)
        disk.setCapacity(0)
        await #expect(throws: SnapshotError.self) { try await fixture.engine.snapshots.take() }
        await #expect(throws: SnapshotError.self) { try await fixture.close() }
        #expect(fixture.engine.writeProblem == .shuttingDown)
        disk.setCapacity(1 << 20)
        let restarted = try await fixture.restarted()
        #expect(try await restarted.walk() == sessions.reversed().map(\.id))
        try await restarted.close()
    }

    @Test func `a full disk at the start lets everything be read`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(Self.layouts[3], disk: disk)
        let session = try await fixture.createSession()
        fixture.kill()
        disk.setCapacity(0)
        let restarted = try await fixture.restarted()
        #expect(await restarted.read(session.id) == .done(session.body))
        #expect(await restarted.create() == .unavailable(.storage))
        #expect(restarted.engine.writeProblem == .diskFull)
        disk.setCapacity(1 << 20)
        while !(await restarted.create().isDone) { await Task.yield() }
        #expect(restarted.engine.writeProblem == nil)
    }
}
