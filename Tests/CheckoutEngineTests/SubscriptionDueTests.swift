import Checkout
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

/// Who is told of subscriptions and when, and what merchants are told of them.
@Suite(.timeLimit(.minutes(1))) struct SubscriptionDueTests {
    private static let day: Int64 = 86_400

    @Test func `a subscription is told when its next period can be charged, not before`() async throws {
        let fixture = try await EngineFixture()
        let charger = fixture.charger()
        let made = try await fixture.subscribe(try Recurring(interval: .week, count: 1))
        let due = try #require(made.subscription.nextChargeAt)
        fixture.clock.advance(seconds: due - fixture.engine.clock.now() - 1)
        await fixture.engine.doDueWork()
        #expect(charger.subscriptions.isEmpty)
        // The period has begun by itself.
        #expect(try await fixture.subscription(made.id).subscription.period.number == 2)
        fixture.clock.advance(seconds: 1)
        await fixture.engine.doDueWork()
        await charger.wait(for: 1)
        #expect(charger.subscriptions.map(\.id) == [made.id])
        // One that nothing is done about comes again after a minute.
        fixture.clock.advance(seconds: 59)
        await fixture.engine.doDueWork()
        #expect(charger.subscriptions.count == 1)
        fixture.clock.advance(seconds: 1)
        await fixture.engine.doDueWork()
        await charger.wait(for: 2)
        let paid = try await fixture.charge(made.id)
        #expect(paid.subscription.isPeriodPaid)
        fixture.clock.advance(seconds: Self.day)
        await fixture.engine.doDueWork()
        #expect(charger.subscriptions.count == 2)
    }

    @Test func `after a start every one comes in its time, and what is under way at once`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        let idle = try await fixture.subscribe()
        let daily = try Recurring(interval: .day, count: 1)
        let due = try await fixture.subscribe(daily)
        let moving = try await fixture.subscribe(daily)
        let canceled = try await fixture.subscribe()
        let closed = try await fixture.subscribe()
        try await fixture.passToNextPeriod(of: moving.id)
        while try await fixture.subscription(moving.id).subscription.charge?.stage != .charging {
            try await fixture.step(moving.id)
        }
        for id in [canceled.id, closed.id] { #expect(await fixture.cancel(id).isDone) }
        try await fixture.charge(closed.id)
        let restarted = try await fixture.restarted()
        let charger = restarted.charger()
        await restarted.engine.begin()
        await restarted.engine.doDueWork()
        await charger.wait(for: 3)
        #expect(Set(charger.subscriptions.map(\.id)) == [due.id, moving.id, canceled.id])
        restarted.clock.advance(seconds: 20 * Self.day)
        await restarted.engine.doDueWork()
        while !charger.subscriptions.contains(where: { $0.id == idle.id }) { await Task.yield() }
    }

    @Test func `periods in which nothing ran are skipped, and the one that runs is charged once`() async throws {
        let fixture = try await EngineFixture()
        let made = try await fixture.subscribe()
        fixture.clock.advance(seconds: 100 * Self.day)
        await fixture.engine.doDueWork()
        let after = try await fixture.charge(made.id)
        #expect(after.subscription.period.number == 4 && after.subscription.cyclesPaid == 2)
        #expect(after.subscription.status == .active && after.subscription.periodsUnpaid == 0)
        #expect(try await fixture.nextStep(of: made.id) == nil)
    }

    @Test func `a cancellation is told at once, and a token that is old`() async throws {
        let fixture = try await EngineFixture()
        let charger = fixture.charger()
        let made = try await fixture.subscribe(try Recurring(interval: .year, count: 1))
        fixture.clock.advance(seconds: 20 * Self.day)
        await fixture.engine.doDueWork()
        await charger.wait(for: 1)
        let before = try #require(made.subscription.grant?.token)
        let rotated = try await fixture.charge(made.id)
        #expect(rotated.subscription.grant?.token != before && rotated.subscription.newsCount == 1)
        #expect(await fixture.cancel(made.id).isDone)
        await charger.wait(for: 2)
        #expect(charger.subscriptions.last?.subscription.status == .canceled)
        try await fixture.charge(made.id)
        fixture.clock.advance(seconds: 40 * Self.day)
        await fixture.engine.doDueWork()
        #expect(charger.subscriptions.count == 2)
    }

    @Test(arguments: [1, 3])
    func `merchants are told of all that becomes of it, each time with what it was then`(shards: Int) async throws {
        var fixture = try await EngineFixture(EngineSetup(threads: 2, shards: shards))
        try await fixture.setDestination()
        let receiver = fixture.receiver()
        let made = try await fixture.subscribe()
        try await fixture.passToNextPeriod(of: made.id)
        try await fixture.charge(made.id, forward: false)
        fixture.clock.advance(seconds: Self.day)
        await fixture.engine.doDueWork()
        let renewed = try await fixture.charge(made.id)
        #expect(await fixture.cancel(made.id).isDone)
        await receiver.wait(for: 5)
        let types: [WebhookEventType] = [
            .sessionCompleted, .subscriptionCreated, .subscriptionPaymentFailed, .subscriptionRenewed,
            .subscriptionCanceled,
        ]
        let events = receiver.events.sorted { $0.place < $1.place }
        #expect(events.map(\.type) == types)
        let ids = [EventID(of: made.session.id)] + (1...4).map { EventID(of: made.session.id, number: $0) }
        #expect(events.map(\.id) == ids)
        #expect(events[1].object == made.rendering() && events[3].object == renewed.rendering())
        for id in ids.prefix(4) { #expect(await fixture.report(200, of: id)) }
        _ = try await fixture.engine.snapshots.take()
        fixture = try await fixture.restarted { $0.shards = 2 }
        let listed = try await fixture.walkEvents(limit: 2)
        #expect(listed.map(\.id) == ids.reversed() && listed.map(\.type) == types.reversed())
        #expect(listed[1].object == renewed.rendering())
        #expect(try await fixture.walkEvents(limit: 2) { $0.session = made.session.id }.map(\.id) == ids.reversed())
        #expect(try await fixture.walkEvents { $0.type = .subscriptionRenewed }.map(\.id) == [ids[3]])
        #expect(try await fixture.event(ids[2])?.state.status == .delivered)
        #expect(try await fixture.event(ids[2], by: Sample.otherMerchant) == nil)
        #expect(try await fixture.resend(ids[2])?.state.status == .pending)
        // Events leave behind their time, and the subscription stays.
        for id in ids { _ = await fixture.report(200, of: id) }
        fixture.clock.advance(seconds: 31 * Self.day)
        await fixture.engine.doDueWork()
        #expect(try await fixture.walkEvents().isEmpty)
        #expect(await fixture.read(made.id).isDone)
        #expect(
            try StateText.differences(StateText.recovered(from: fixture.disk), StateText.replayed(from: fixture.disk))
                .isEmpty
        )
    }

    @Test func `a period that was charged in vain ends before whoever charges it, and the third of them ends it all`()
        async throws
    {
        let fixture = try await EngineFixture()
        let charger = fixture.charger()
        let made = try await fixture.subscribe()
        for _ in 0..<3 {
            try await fixture.passToNextPeriod(of: made.id)
            try await fixture.charge(made.id, forward: false)
        }
        let last = try await fixture.subscription(made.id).subscription
        let told = charger.subscriptions.count
        try await fixture.passToNextPeriod(of: made.id)
        #expect(try await fixture.subscription(made.id).subscription == last)
        await charger.wait(for: told + 1)
        try await fixture.step(made.id)
        let over = try await fixture.subscription(made.id).subscription
        #expect(over.cancellation?.reason == .unpaid && !over.isClosed)
        #expect(try await fixture.charge(made.id).subscription.isClosed)
    }
}
