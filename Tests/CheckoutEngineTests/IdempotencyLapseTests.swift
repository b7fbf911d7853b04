import Checkout
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

@Suite struct IdempotencyLapseTests {
    private let day: Int64 = 86_400

    @Test(arguments: [false, true], [false, true])
    func `a key is kept for exactly a day, and then free`(isDueWorkDone: Bool, isRestarted: Bool) async throws {
        var fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        let first = try await fixture.createSession(Sample.newSession(), Sample.claim(1))
        let replay = Outcome.replayed(status: 201, body: first.body)
        fixture.clock.advance(seconds: day - 1)
        if isDueWorkDone { await fixture.engine.doDueWork() }
        if isRestarted { fixture = try await fixture.restarted() }
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1)) == replay)
        fixture.clock.advance(seconds: 1)
        if isDueWorkDone { await fixture.engine.doDueWork() }
        if isRestarted { fixture = try await fixture.restarted() }
        let second = try await fixture.createSession(Sample.newSession(lifetime: 300), Sample.claim(1, request: 2))
        #expect(second.id != first.id)
        await fixture.engine.doDueWork()
        // The first use's lapse, which is still on its way, does not take the second one along.
        let again = Outcome.replayed(status: 201, body: second.body)
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1, request: 2)) == again)
        fixture = try await fixture.restarted()
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1, request: 2)) == again)
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1)) == .keyReused)
    }

    @Test(arguments: EngineSetup.layouts)
    func `a key of a change lapses a day after its use too`(setup: EngineSetup) async throws {
        var fixture = try await EngineFixture(setup)
        let sessions = try await fixture.createSessions(3, Sample.newSession(lifetime: 86_400))
        let claim = Sample.claim(1, apartFrom: sessions[0].id, shards: setup.shards)
        #expect(await fixture.change(sessions[0].id, .cancel, claim).isDone)
        fixture.clock.advance(seconds: day - 1)
        #expect(await fixture.change(sessions[0].id, .cancel, claim).isReplay)
        fixture = try await fixture.restarted()
        #expect(await fixture.change(sessions[0].id, .cancel, claim).isReplay)
        fixture.clock.advance(seconds: 1)
        #expect(await fixture.change(sessions[0].id, .cancel, claim) == .refused(.notAllowed(in: .canceled)))
    }

    @Test func `the memory of lapsed keys is given back, and stays so after a restart`() async throws {
        var fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        for number in 0..<20 {
            _ = try await fixture.createSession(Sample.newSession(), Sample.claim(number, stripe: number))
        }
        #expect(await fixture.engine.figures.idempotencyBytes == 20 * Limits.idempotencyRecordBytes)
        fixture.clock.advance(seconds: day)
        await fixture.engine.doDueWork()
        #expect(await fixture.engine.figures.idempotencyBytes == 0)
        fixture.clock.step(seconds: -3600)
        fixture = try await fixture.restarted()
        #expect(await fixture.engine.figures.idempotencyBytes == 0)
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1, stripe: 1)).isDone)
    }

    @Test func `a key that lapses takes none along that was used a second later`() async throws {
        var fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 2))
        _ = try await fixture.createSession(Sample.newSession(), Sample.claim(1))
        fixture.clock.advance(seconds: 1)
        let later = try await fixture.createSession(Sample.newSession(), Sample.claim(2))
        fixture.clock.advance(seconds: day - 1)
        await fixture.engine.doDueWork()
        #expect(await fixture.create(nil, Sample.claim(1)) == .invalid)
        #expect(await fixture.create(nil, Sample.claim(2)) == .replayed(status: 201, body: later.body))
        fixture = try await fixture.restarted()
        #expect(await fixture.create(nil, Sample.claim(1)) == .invalid)
        #expect(await fixture.create(nil, Sample.claim(2)) == .replayed(status: 201, body: later.body))
    }

    @Test(arguments: EngineSetup.layouts)
    func `a key outlives its session, through snapshots and restarts`(setup: EngineSetup) async throws {
        var fixture = try await EngineFixture(setup.with { $0.settings.keepSessionsSeconds = 600 })
        let session = try await fixture.createSession(Sample.newSession(lifetime: 300), Sample.claim(1))
        let replay = Outcome.replayed(status: 201, body: session.body)
        let claim = Sample.claim(2, apartFrom: session.id, shards: setup.shards)
        let canceled = await fixture.change(session.id, .cancel, claim)
        let change = Outcome.replayed(status: 200, body: try #require(canceled.body))
        fixture.clock.advance(seconds: 600)
        await fixture.engine.doDueWork()
        for round in 0..<4 {
            #expect(await fixture.read(session.id) == .notFound)
            #expect(await fixture.create(Sample.newSession(), Sample.claim(1)) == replay)
            #expect(await fixture.change(session.id, .cancel, claim) == change)
            #expect(await fixture.engine.figures.sessions.total == 0)
            _ = try await fixture.createSession(Sample.newSession(), Sample.claim(10 + round))
            if round > 0 { _ = try await fixture.engine.snapshots.take() }
            let snapshot = await fixture.engine.figures.snapshot.sequence
            if round == 2 { try await fixture.close() }
            fixture = try await fixture.restarted { $0.shards = round + 1 }
            #expect(await fixture.engine.figures.snapshot.sequence == snapshot)
            fixture.clock.advance(seconds: 300)
            #expect(await fixture.change(SessionID(parsing: session.id.text.utf8), .cancel, claim) == change)
            for id in try await fixture.walk() { #expect(await fixture.change(id, .cancel).isDone) }
            fixture.clock.advance(seconds: 600)
            await fixture.engine.doDueWork()
        }
    }
}
