import Checkout
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

/// Who is told of unfinished payments, and when.
@Suite(.timeLimit(.minutes(1))) struct PaymentLookTests {
    @Test func `every unfinished payment is told when the engine begins`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        let stages: [AttemptStage] = [
            .preparing, .awaitingConsent, .continuing, .charging, .processing, .closing, .closed,
        ]
        var sessions: [SessionID: AttemptStage] = [:]
        for (stage, session) in zip(stages, try await fixture.createSessions(stages.count)) {
            try await fixture.pay(session.id, to: stage)
            sessions[session.id] = stage
        }
        let restarted = try await fixture.restarted()
        let payer = restarted.payer()
        await restarted.engine.begin()
        await restarted.engine.doDueWork()
        await payer.wait(for: stages.count - 1)
        let told = Dictionary(payer.payments.map { ($0.session.id, $0.attempt?.stage) }) { first, _ in first }
        #expect(told == sessions.filter { $0.value != .closed }.mapValues(Optional.init))
    }

    @Test(arguments: [SessionCommand.expire, .cancel])
    func `a payment whose session is ended by others is told at once`(command: SessionCommand) async throws {
        let fixture = try await EngineFixture()
        let payer = fixture.payer()
        let session = try await fixture.createSession()
        let done = try await fixture.createSession()
        try await fixture.pay(session.id, to: .awaitingConsent)
        try await fixture.pay(done.id, to: .closed)
        #expect(payer.payments.isEmpty)
        _ = await fixture.change(session.id, command)
        await payer.wait(for: 1)
        #expect(payer.payments.map(\.session.id) == [session.id])
        #expect(payer.payments.first?.session.state.status.isFinal == true)
        #expect(payer.payments.first?.attempt?.stage == .awaitingConsent)
    }

    @Test func `time ends a session that waits for approval, and none whose approval was claimed`() async throws {
        let fixture = try await EngineFixture()
        let payer = fixture.payer()
        let newSession = Sample.newSession(lifetime: 300)
        let waiting = try await fixture.createSession(newSession)
        let moving = try await fixture.createSession(newSession)
        try await fixture.pay(waiting.id, to: .awaitingConsent)
        let before = try await fixture.pay(moving.id, to: .charging)
        fixture.engine.lookAgain(at: fixture.engine.clock.now() + 9_000, of: moving.id)
        fixture.clock.advance(seconds: 300)
        await fixture.engine.doDueWork()
        await payer.wait(for: 1)
        #expect(payer.payments.map(\.session.id) == [waiting.id])
        #expect(try await fixture.payment(of: waiting.id).session.state.status == .expired)
        let after = try await fixture.payment(of: moving.id)
        #expect(after.session.state.status == .processing)
        #expect(after.attempt == before.attempt)
    }

    @Test func `a step that was begun before its session ended comes too late`() async throws {
        let fixture = try await EngineFixture()
        let session = try await fixture.createSession(Sample.newSession(lifetime: 300))
        try await fixture.pay(session.id, to: .awaitingConsent)
        let claim = try await fixture.nextStep(of: session.id)
        fixture.clock.advance(seconds: 300)
        guard case .session(.notAllowed(.expired), let current)? = await fixture.refusal(of: claim) else {
            Issue.record("an approval was claimed after the session's time")
            return
        }
        #expect(current.attempt?.stage == .awaitingConsent)
    }

    @Test func `a payment is told again when its time has come, not before, and of itself after a minute`() async throws
    {
        let fixture = try await EngineFixture()
        let payer = fixture.payer()
        let session = try await fixture.createSession()
        try await fixture.pay(session.id, to: .processing)
        let now = fixture.engine.clock.now()
        fixture.engine.lookAgain(at: now + 5, of: session.id)
        for (seconds, count) in [(4, 0), (1, 1), (59, 1), (1, 2)] {
            fixture.clock.advance(seconds: Int64(seconds))
            await fixture.engine.doDueWork()
            await fixture.settle()
            #expect(payer.payments.count == count)
        }
        fixture.engine.lookAgain(at: fixture.engine.clock.now() + 600, of: session.id)
        fixture.clock.advance(seconds: 599)
        await fixture.engine.doDueWork()
        await fixture.settle()
        #expect(payer.payments.count == 2)
        try await fixture.pay(session.id, to: .closed)
        fixture.clock.advance(seconds: 7200)
        await fixture.engine.doDueWork()
        await fixture.settle()
        #expect(payer.payments.count == 2)
    }

    @Test(arguments: [false, true])
    func `a session stays as long as its payment is unfinished`(isRestarted: Bool) async throws {
        let setup = EngineSetup().with { $0.settings.keepSessionsSeconds = 3600 }
        var fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession()
        let bare = try await fixture.createSession()
        let before = try await fixture.pay(session.id, to: .closing)
        let callback = try #require(before.attempt?.callbacks.first)
        _ = await fixture.change(bare.id, .cancel)
        fixture.clock.advance(seconds: 3600)
        await fixture.engine.doDueWork()
        #expect(await fixture.read(bare.id) == .notFound)
        #expect(await fixture.read(session.id).status == "completed")
        if isRestarted { fixture = try await fixture.restarted() }
        try await fixture.step(session.id)
        await fixture.engine.doDueWork()
        #expect(await fixture.read(session.id) == .notFound)
        #expect(try await fixture.engine.payment(of: session.id) == nil)
        #expect(try await fixture.engine.payment(at: callback) == nil)
    }

    @Test func `a full disk lets nobody begin to pay, and takes what was begun to its end`() async throws {
        let setup = EngineSetup()
            .with {
                $0.log = EngineSetup.makeLog(
                    firstSegment: 64 << 10,
                    largestSegment: 64 << 10,
                    reserve: 24 << 10,
                    record: 16 << 10
                )
            }
        let disk = SimulatedDisk(capacity: 170 << 10)
        let fixture = try await EngineFixture(setup, disk: disk)
        let session = try await fixture.createSession()
        let other = try await fixture.createSession()
        try await fixture.pay(session.id, to: .continuing)
        var outcome = await fixture.create()
        while outcome != .unavailable(.storage) { outcome = await fixture.create() }
        guard case .unavailable(.storage)? = await fixture.refusal(of: try await fixture.nextStep(of: other.id)) else {
            Issue.record("a payment began on a full disk")
            return
        }
        #expect(try await fixture.payment(of: other.id).session.state.status == .open)
        let paid = try await fixture.pay(session.id, to: .closed)
        #expect(paid.session.state.status == .completed)
        let restarted = try await EngineFixture(setup, disk: disk.crash(seed: 1), clock: fixture.clock)
        #expect(try await restarted.payment(of: session.id).attempt == paid.attempt)
    }
}
