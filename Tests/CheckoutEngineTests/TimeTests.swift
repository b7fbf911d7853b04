import Checkout
import Simulation
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

@Suite struct TimeTests {
    @Test(arguments: EngineSetup.layouts)
    func `a session expires at its deadline, not before`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let sessions = try await fixture.createSessions(5, Sample.newSession(lifetime: 300))
        fixture.clock.advance(seconds: 299)
        await fixture.engine.doDueWork()
        #expect(await fixture.engine.figures.sessions[.open] == 5)
        fixture.clock.advance(seconds: 1)
        await fixture.engine.doDueWork()
        #expect(await fixture.engine.figures.sessions[.expired] == 5)
        for session in sessions { #expect(await fixture.read(session.id).status == "expired") }
    }

    @Test func `thousands that are due at once expire in one go`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 2, log: EngineSetup.roomyLog))
        for _ in 0..<20 {
            try await withThrowingTaskGroup { group in
                for _ in 0..<100 {
                    group.addTask { _ = try await fixture.createSession(Sample.newSession(lifetime: 300)) }
                }
                try await group.waitForAll()
            }
        }
        fixture.clock.advance(seconds: 300)
        await fixture.engine.doDueWork()
        #expect(await fixture.engine.figures.sessions[.expired] == 2000)
        // Many events share a record, so that due work is cheap.
        #expect(fixture.engine.context.log.lastSequence < 2000 + 20)
    }

    @Test(arguments: EngineSetup.layouts)
    func `whoever meets a session that is due finds it expired, and that is durable`(setup: EngineSetup) async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(setup, disk: disk)
        let sessions = try await fixture.createSessions(6, Sample.newSession(lifetime: 300))
        fixture.clock.advance(seconds: 300)
        let read = await fixture.read(sessions[0].id)
        #expect(read.status == "expired")
        #expect(await fixture.change(sessions[1].id, .cancel) == .refused(.notAllowed(in: .expired)))
        #expect(await fixture.change(sessions[2].id, .expire) == .refused(.notAllowed(in: .expired)))
        let claim = Sample.claim(1, apartFrom: sessions[3].id, shards: setup.shards)
        #expect(await fixture.change(sessions[3].id, .expire, claim) == .refused(.notAllowed(in: .expired)))
        #expect(await fixture.engine.figures.sessions[.expired] == 4)
        let page = try await fixture.list()
        #expect(page.elements.count == 6)
        #expect(page.elements.allSatisfy { $0.state.status == .expired })
        fixture.clock.step(seconds: -3600)
        let restarted = try await fixture.restarted(on: disk.crash(seed: 3))
        #expect(await restarted.engine.figures.sessions[.expired] == 6)
        #expect(await restarted.read(sessions[0].id) == read)
    }

    @Test(arguments: EngineSetup.layouts, 1...4)
    func `no list shows a session as open after its time, however short the pages`(
        setup: EngineSetup,
        limit: Int
    ) async throws {
        let fixture = try await EngineFixture(setup)
        let due = try await fixture.createSessions(20, Sample.newSession(lifetime: 300))
        let open = try await fixture.createSessions(3, Sample.newSession(lifetime: 600))
        _ = try await fixture.createSessions(20, Sample.newSession(lifetime: 300))
        #expect(try await fixture.walk(limit: limit) { $0.status = .expired } == [])
        fixture.clock.advance(seconds: 300)
        let page = try await fixture.list(limit: limit) { $0.status = .open }
        #expect(page.elements.allSatisfy { $0.state.status == .open && open.map(\.id).contains($0.id) })
        #expect(try await fixture.walk(limit: limit) { $0.status = .open } == open.reversed().map(\.id))
        let expired = try await fixture.walk(limit: limit) { $0.status = .expired }
        #expect(expired.count == 40)
        #expect(Array(expired.suffix(20)) == due.reversed().map(\.id))
    }

    @Test(arguments: EngineSetup.layouts, [false, true])
    func `a clock set back revives neither session nor key`(setup: EngineSetup, isRestarted: Bool) async throws {
        let disk = SimulatedDisk()
        var fixture = try await EngineFixture(setup, disk: disk)
        let session = try await fixture.createSession(Sample.newSession(lifetime: 300), Sample.claim(1))
        fixture.clock.advance(seconds: 86_400)
        #expect(await fixture.read(session.id).status == "expired")
        fixture.clock.step(seconds: -3600)
        if isRestarted { fixture = try await fixture.restarted(on: disk.crash(seed: 1)) }
        #expect(fixture.engine.clock.now().secondsSinceEpoch == ManualClock.start + 86_400)
        #expect(await fixture.read(session.id).status == "expired")
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1, request: 2)).isDone)
        let younger = try await fixture.createSession(Sample.newSession(lifetime: 300))
        let createdAt = String(decoding: younger.body, as: UTF8.self)
        #expect(createdAt.contains(Timestamp(secondsSinceEpoch: ManualClock.start + 86_400).text))
    }

    @Test func `a snapshot remembers the newest time of what is in it`() async throws {
        let fixture = try await EngineFixture()
        fixture.clock.advance(seconds: 5000)
        _ = try await fixture.createSession()
        try await fixture.close()
        fixture.clock.step(seconds: -4000)
        let restarted = try await fixture.restarted()
        #expect(restarted.engine.clock.now().secondsSinceEpoch == ManualClock.start + 5000)
    }

    @Test func `a step forward of more than ten minutes ends no session until a restart`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession(Sample.newSession(lifetime: 300))
        fixture.clock.step(seconds: 601)
        await fixture.engine.doDueWork()
        #expect(fixture.engine.clock.isStepped)
        #expect(await fixture.read(session.id) == .done(session.body))
        fixture.clock.advance(seconds: 299)
        #expect(await fixture.read(session.id).status == "open")
        fixture.clock.advance(seconds: 1)
        #expect(await fixture.read(session.id).status == "expired")
        let restarted = try await fixture.restarted()
        #expect(!restarted.engine.clock.isStepped)
        #expect(restarted.engine.clock.now().secondsSinceEpoch == ManualClock.start + 901)
    }

    @Test func `a step forward of nine minutes is followed`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession(Sample.newSession(lifetime: 300))
        fixture.clock.step(seconds: 540)
        #expect(!fixture.engine.clock.isStepped)
        #expect(await fixture.read(session.id).status == "expired")
    }

    @Test(arguments: EngineSetup.layouts)
    func `a final session leaves when it was kept long enough, and stays away`(setup: EngineSetup) async throws {
        let disk = SimulatedDisk()
        var fixture = try await EngineFixture(setup.with { $0.settings.keepSessionsSeconds = 1000 }, disk: disk)
        let sessions = try await fixture.createSessions(9, Sample.newSession(lifetime: 600))
        for session in sessions[..<3] { #expect(await fixture.change(session.id, .cancel).isDone) }
        fixture.clock.advance(seconds: 999)
        await fixture.engine.doDueWork()
        #expect(await fixture.read(sessions[0].id).status == "canceled")
        fixture.clock.advance(seconds: 1)
        await fixture.engine.doDueWork()
        for session in sessions[..<3] {
            #expect(await fixture.read(session.id) == .notFound)
            #expect(await fixture.change(session.id, .expire) == .notFound)
        }
        // Of those that were expired late, each is kept from then on.
        #expect(try await fixture.walk() == sessions[3...].reversed().map(\.id))
        for round in 0..<3 {
            fixture = try await fixture.restarted(on: disk.crash(seed: UInt64(round))) { $0.shards = 3 - round }
            // What left before the restart does not leave again.
            await fixture.engine.doDueWork()
            #expect(try await fixture.walk() == sessions[3...].reversed().map(\.id))
        }
        fixture.clock.advance(seconds: 1000)
        await fixture.engine.doDueWork()
        #expect(try await fixture.walk() == [])
        fixture = try await fixture.restarted()
        await fixture.engine.doDueWork()
        #expect(try await fixture.walk() == [])
        #expect(await fixture.engine.figures.sessions.total == 0)
    }

    @Test func `after a snapshot sessions and keys still leave in the order of their times`() async throws {
        let setup = EngineSetup(threads: 2, shards: 2).with { $0.settings.keepSessionsSeconds = 100_000 }
        var fixture = try await EngineFixture(setup)
        // The snapshot holds them by stripe, and the clock has gone the other way.
        for stripe in (0..<8).reversed() {
            let session = try await fixture.createSession(Sample.newSession(), Sample.claim(stripe, stripe: stripe))
            #expect(await fixture.change(session.id, .cancel).isDone)
            fixture.clock.advance(seconds: 100)
        }
        try await fixture.close()
        fixture = try await fixture.restarted()
        fixture.clock.advance(seconds: ManualClock.start + 86_400 + 350 - fixture.clock.seconds)
        await fixture.engine.doDueWork()
        #expect(await fixture.engine.figures.idempotencyBytes == 4 * Limits.idempotencyRecordBytes)
        for left in 1...8 as ClosedRange<Int64> {
            fixture.clock.advance(seconds: ManualClock.start + 100_000 + (left - 1) * 100 - fixture.clock.seconds)
            await fixture.engine.doDueWork()
            #expect(await fixture.engine.figures.sessions.total == 8 - Int(left))
        }
        try await fixture.close()
        fixture = try await fixture.restarted()
        #expect(await fixture.engine.figures.idempotencyBytes == 0)
    }

    @Test func `the engine does due work by itself once it has begun`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        _ = try await fixture.createSessions(5, Sample.newSession(lifetime: 300))
        await fixture.engine.begin()
        fixture.clock.advance(seconds: 300)
        // Five records of sessions and two of merchants: the next ones are what the ticks log.
        while fixture.engine.context.log.lastSequence == 7 { await Task.yield() }
        #expect(await fixture.engine.figures.sessions[.expired] > 0)
    }
}
