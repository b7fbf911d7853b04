import Checkout
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

@Suite struct DeliveryTests {
    @Test(arguments: EngineSetup.layouts)
    func `each end of a session is told once, however it ends`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        try await fixture.setDestination()
        let receiver = fixture.receiver()
        let expired = try await fixture.createSession(Sample.newSession(lifetime: 300))
        let canceled = try await fixture.createSession()
        let ended = try await fixture.createSession()
        let open = try await fixture.createSession()
        let claim = Sample.claim(1, apartFrom: canceled.id, shards: setup.shards)
        _ = await fixture.change(canceled.id, .cancel, claim)
        _ = await fixture.change(canceled.id, .cancel, claim)
        _ = await fixture.change(ended.id, .expire)
        _ = await fixture.change(ended.id, .expire)
        fixture.clock.advance(seconds: 300)
        await fixture.engine.doDueWork()
        await fixture.engine.doDueWork()
        await receiver.wait(for: 3)
        await fixture.settle()
        let told = Dictionary(receiver.events.map { ($0.session.id, $0.type) }) { first, _ in first }
        #expect(receiver.events.count == 3)
        #expect(told == [expired.id: .sessionExpired, canceled.id: .sessionCanceled, ended.id: .sessionExpired])
        #expect(receiver.events.allSatisfy { $0.session.state.status.isFinal })
        #expect(try await fixture.event(EventID(of: open.id)) == nil)
    }

    @Test func `without a destination of that merchant and mode nobody is told, and a disabled one can be told later`()
        async throws
    {
        let fixture = try await EngineFixture()
        try await fixture.setDestination(of: Sample.otherMerchant)
        try await fixture.setDestination(of: Sample.merchant, .live)
        let receiver = fixture.receiver()
        let untold = try await fixture.createSession()
        _ = await fixture.change(untold.id, .cancel)
        try await fixture.setDestination()
        let url = "https://shop.example.com/hook"
        try await fixture.engine.directory.submit(
            .updateMerchant(Sample.merchant, [.webhookDisabled(reason: "gone", url: url, .test)])
        )
        let disabled = try await fixture.createSession()
        _ = await fixture.change(disabled.id, .cancel)
        await receiver.wait(for: 1)
        #expect(receiver.events.map(\.session.id) == [disabled.id])
        try await fixture.setDestination(url)
        let told = try await fixture.createSession()
        _ = await fixture.change(told.id, .cancel)
        await receiver.wait(for: 2)
        #expect(receiver.events.map(\.session.id) == [disabled.id, told.id])
        try await fixture.setDestination(nil)
        let last = try await fixture.createSession()
        _ = await fixture.change(last.id, .cancel)
        #expect(try await fixture.walkEvents().map(\.session.id) == [told.id, disabled.id])
    }

    @Test func `a listener hears of sessions without a destination`() async throws {
        let fixture = try await EngineFixture()
        let receiver = fixture.receiver()
        fixture.engine.listen(to: Sample.merchant, .test, isListening: true)
        let heard = try await fixture.createSession()
        _ = await fixture.change(heard.id, .cancel)
        await receiver.wait(for: 1)
        fixture.engine.listen(to: Sample.merchant, .test, isListening: false)
        let unheard = try await fixture.createSession()
        _ = await fixture.change(unheard.id, .cancel)
        #expect(try await fixture.walkEvents().map(\.session.id) == [heard.id])
        #expect(await fixture.report(.noDestination, of: EventID(of: heard.id)))
        #expect(try await fixture.event(EventID(of: heard.id))?.state.status == .canceled)
    }

    @Test func `nothing is told before it is durable`() async throws {
        let disk = GatedDisk(SimulatedDisk())
        let fixture = try await EngineFixture(disk: disk)
        try await fixture.setDestination()
        let receiver = fixture.receiver()
        let session = try await fixture.createSession()
        disk.hold()
        async let outcome = fixture.change(session.id, .cancel)
        #expect(receiver.events.isEmpty)
        disk.release()
        await receiver.wait(for: 1)
        #expect(await outcome.status == "canceled")
    }

    @Test func `an attempt that fails is made again when it is due, not before`() async throws {
        let fixture = try await EngineFixture()
        let (receiver, id) = try await fixture.raise()
        for (count, delay) in [5, 30, 300].enumerated() {
            await receiver.wait(for: count + 1)
            #expect(await fixture.report(500, of: id))
            let next = try #require(try await fixture.event(id)?.state.nextAttemptAt)
            let seconds = next - fixture.engine.clock.now()
            #expect(abs(seconds - Int64(delay)) <= Int64(delay) / 10)
            fixture.clock.advance(seconds: seconds - 1)
            await fixture.engine.doDueWork()
            await fixture.settle()
            #expect(receiver.events.count == count + 1)
            fixture.clock.advance(seconds: 1)
            await fixture.engine.doDueWork()
        }
        await receiver.wait(for: 4)
        #expect(await fixture.report(200, of: id))
        let event = try #require(try await fixture.event(id))
        #expect(event.state.status == .delivered)
        #expect(event.state.attempts.map(\.status) == [500, 500, 500, 200])
        fixture.clock.advance(seconds: 86_400)
        await fixture.engine.doDueWork()
        await fixture.settle()
        #expect(receiver.events.count == 4)
    }

    @Test(arguments: [false, true])
    func `what was acknowledged is never sent again, and what was not is, across a crash`(isSnapshot: Bool) async throws
    {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 1, shards: 3), disk: disk)
        try await fixture.setDestination()
        let receiver = fixture.receiver()
        let sessions = try await fixture.createSessions(4)
        for session in sessions { _ = await fixture.change(session.id, .cancel) }
        await receiver.wait(for: 4)
        let ids = sessions.map { EventID(of: $0.id) }
        #expect(await fixture.report(204, of: ids[0]))
        #expect(await fixture.report(503, of: ids[1], retryAfter: 600))
        #expect(await fixture.report(.noDestination, of: ids[2]))
        if isSnapshot { _ = try await fixture.engine.snapshots.take() }
        let before = try await fixture.walkEvents()
        let restarted = try await fixture.restarted(on: disk.crash(seed: 7)) { $0.shards = 2 }
        let again = restarted.receiver()
        await restarted.engine.doDueWork()
        await again.wait(for: 1)
        await restarted.settle()
        #expect(again.events.map(\.id) == [ids[3]])
        let after = try await restarted.walkEvents()
        #expect(after.map(\.state) == before.map(\.state))
        #expect(after.map(\.place) == before.map(\.place))
        restarted.clock.advance(seconds: 600)
        await restarted.engine.doDueWork()
        await again.wait(for: 2)
        await restarted.settle()
        #expect(again.events.map(\.id) == [ids[3], ids[1]])
    }

    @Test func `lists of events are whole at any page length, also where one record raised many`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 1, shards: 3))
        try await fixture.setDestination()
        let receiver = fixture.receiver()
        let sessions = try await fixture.createSessions(40, Sample.newSession(lifetime: 300))
        fixture.clock.advance(seconds: 300)
        await fixture.engine.doDueWork()
        let canceled = try await fixture.createSession()
        _ = await fixture.change(canceled.id, .cancel)
        await receiver.wait(for: 41)
        #expect(await fixture.report(200, of: EventID(of: sessions[7].id)))
        let all = try await fixture.walkEvents()
        #expect(all.count == 41)
        #expect(all.first?.session.id == canceled.id)
        for limit in [1, 2, 7, 40] {
            #expect(try await fixture.walkEvents(limit: limit).map(\.id) == all.map(\.id))
        }
        #expect(
            try await fixture.walkEvents(limit: 3) { $0.type = .sessionCanceled }.map(\.session.id) == [canceled.id]
        )
        #expect(try await fixture.walkEvents(limit: 3) { $0.status = .delivered }.map(\.session.id) == [sessions[7].id])
        #expect(try await fixture.walkEvents(limit: 3) { $0.status = .pending }.count == 40)
        #expect(try await fixture.walkEvents { $0.session = sessions[3].id }.map(\.session.id) == [sessions[3].id])
        #expect(try await fixture.walkEvents(by: Sample.otherMerchant) { $0.session = sessions[3].id }.isEmpty)
        #expect(try await fixture.walkEvents(by: Sample.otherMerchant).isEmpty)
        #expect(try await fixture.walkEvents(by: Sample.merchant, .live).isEmpty)
        #expect(try await fixture.event(EventID(of: canceled.id), by: Sample.otherMerchant) == nil)
        #expect(try await fixture.event(EventID(of: canceled.id), by: Sample.merchant, .live) == nil)
    }

    @Test func `what ended can be sent again by hand, and what is under way is sent once`() async throws {
        let fixture = try await EngineFixture()
        let (receiver, id) = try await fixture.raise()
        await receiver.wait(for: 1)
        #expect(try await fixture.resend(id)?.state.status == .pending)
        await fixture.settle()
        #expect(receiver.events.count == 1)
        #expect(await fixture.report(200, of: id))
        #expect(try await fixture.resend(id)?.state.status == .pending)
        await receiver.wait(for: 2)
        #expect(await fixture.report(500, of: id))
        #expect(try await fixture.resend(id)?.state.attempts.count == 2)
        await receiver.wait(for: 3)
        #expect(try await fixture.resend(id, by: Sample.otherMerchant) == nil)
    }

    @Test func `all that failed since a time is sent again at once`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 1, shards: 3))
        try await fixture.setDestination()
        let receiver = fixture.receiver()
        let sessions = try await fixture.createSessions(3)
        for session in sessions { _ = await fixture.change(session.id, .cancel) }
        var seen = 0
        for _ in 0..<11 {
            seen += 2
            await receiver.wait(for: seen)
            for session in sessions.prefix(2) { _ = await fixture.report(500, of: EventID(of: session.id)) }
            fixture.clock.advance(seconds: 100_000)
            await fixture.engine.doDueWork()
            if seen == 2 { seen += 1 }
        }
        #expect(try await fixture.walkEvents { $0.status = .failed }.count == 2)
        let now = fixture.engine.clock.now()
        let merchant = Sample.merchant
        #expect(try await fixture.engine.resendFailedEvents(of: merchant, .test, since: now) == 0)
        #expect(try await fixture.engine.resendFailedEvents(of: merchant, .test, since: now - 200_000) == 2)
        #expect(try await fixture.engine.resendFailedEvents(of: merchant, .test, since: now - 200_000) == 0)
        await receiver.wait(for: seen + 2)
    }

    @Test func `many that failed are sent again turn by turn, and others are let in between`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 1, shards: 1).with { $0.log = EngineSetup.roomyLog })
        try await fixture.setDestination()
        let receiver = fixture.receiver()
        let count = 3 * Limits.dueEventsPerRecord + 5
        let sessions = try await fixture.createSessions(count)
        for session in sessions { _ = await fixture.change(session.id, .cancel) }
        await receiver.wait(for: count)
        for session in sessions { #expect(await fixture.report(.noDestination, of: EventID(of: session.id))) }
        let before = fixture.engine.lastSequence
        let shard = fixture.engine.shards[0]
        let since = fixture.engine.clock.now() - 1
        let first = try await shard.resendFailed(Sample.merchant, .test, since: since, upTo: .max).get()
        #expect(first.resent == Limits.dueEventsPerRecord && first.sequence == before + 1 && first.next != nil)
        // A second call goes on where the first one was left.
        #expect(
            try await fixture.engine.resendFailedEvents(of: Sample.merchant, .test, since: since)
                == count - Limits.dueEventsPerRecord
        )
        #expect(fixture.engine.lastSequence == before + 4)
        #expect(try await fixture.engine.resendFailedEvents(of: Sample.merchant, .test, since: since) == 0)
        await fixture.engine.doDueWork()
        await receiver.wait(for: 2 * count)
        #expect(try await fixture.walkEvents { $0.status = .pending }.count == count)
    }

    @Test func `a turn looks at so many events, whether they failed or not`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 1, shards: 1).with { $0.log = EngineSetup.roomyLog })
        try await fixture.setDestination()
        let count = Limits.eventsPerResendTurn + 1
        for session in try await fixture.createSessions(count) { _ = await fixture.change(session.id, .cancel) }
        let shard = fixture.engine.shards[0]
        let since = fixture.engine.clock.now() - 1
        let first = try await shard.resendFailed(Sample.merchant, .test, since: since, upTo: .max).get()
        #expect(first.resent == 0 && first.sequence == 0)
        let place = try #require(first.next)
        let last = try await shard.resendFailed(Sample.merchant, .test, since: since, upTo: place).get()
        #expect(last.next == nil)
        #expect(try await fixture.walkEvents().last?.place == place)
        #expect(try await fixture.engine.resendFailedEvents(of: Sample.merchant, .test, since: since) == 0)
    }

    @Test func `events leave thirty days after their end, and a session stays until its merchant was told`()
        async throws
    {
        var setup = EngineSetup()
        setup.settings.keepSessionsSeconds = 60
        let fixture = try await EngineFixture(setup)
        let (receiver, id) = try await fixture.raise()
        await receiver.wait(for: 1)
        fixture.clock.advance(seconds: 61)
        await fixture.engine.doDueWork()
        #expect(await fixture.read(id.session).status == "canceled")
        #expect(await fixture.report(200, of: id))
        await fixture.engine.doDueWork()
        #expect(await fixture.read(id.session) == .notFound)
        #expect(try await fixture.event(id) == nil)
        try await keepsForThirtyDays()
    }

    private func keepsForThirtyDays() async throws {
        let fixture = try await EngineFixture()
        let (receiver, id) = try await fixture.raise()
        await receiver.wait(for: 1)
        #expect(await fixture.report(200, of: id))
        fixture.clock.advance(seconds: 30 * 86_400 - 1)
        await fixture.engine.doDueWork()
        #expect(try await fixture.event(id) != nil)
        fixture.clock.advance(seconds: 1)
        await fixture.engine.doDueWork()
        #expect(try await fixture.event(id) == nil)
        #expect(await fixture.read(id.session).status == "canceled")
        let restarted = try await fixture.restarted()
        #expect(try await restarted.event(id) == nil)
    }
}
