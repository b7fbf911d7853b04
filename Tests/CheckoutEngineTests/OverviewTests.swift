import Checkout
import Simulation
import Snapshots
import TestTools
import Testing

@testable import CheckoutEngine

@Suite(.timeLimit(.minutes(1))) struct OverviewTests {
    private static let day: Int64 = 86_400

    /// Two days with some of everything; the second is today.
    private func lively(_ fixture: EngineFixture) async throws {
        let receiver = fixture.receiver()
        try await fixture.setDestination()
        let paid = try await fixture.createSession()
        let late = try await fixture.createSession(Sample.newSession(currency: "eur"))
        _ = try await fixture.createSession(Sample.newSession(lifetime: 300))
        try await fixture.pay(paid.id, to: .closed)
        fixture.clock.advance(seconds: 300)
        await fixture.engine.doDueWork()
        await receiver.wait(for: 2)
        #expect(await fixture.report(200, of: EventID(of: paid.id)))
        try await fixture.pay(late.id, to: .processing)
        fixture.clock.advance(seconds: Self.day)
        try await fixture.pay(late.id, to: .closed)
        let canceled = try await fixture.createSession()
        _ = await fixture.change(canceled.id, .cancel)
        await receiver.wait(for: 4)
        #expect(await fixture.report(500, of: EventID(of: late.id)))
        #expect(await fixture.report(.noDestination, of: EventID(of: canceled.id)))
        _ = try await fixture.createSession(by: Sample.otherMerchant)
        _ = try await fixture.createSession(by: Sample.merchant, .live)
    }

    /// What that came to, as `lively` tells it.
    private func expectLively(_ overview: Overview) throws {
        #expect(overview.days.count == 30)
        #expect(overview.days.dropLast(2).allSatisfy { $0.isEmpty })
        let (usd, eur) = (try Currency("usd"), try Currency("eur"))
        let (yesterday, today) = (overview.days[28], overview.days[29])
        #expect(yesterday.day.text == "2026-06-15" && today.day.text == "2026-06-16")
        #expect(yesterday.created == 3 && yesterday.completed == 1 && yesterday.expired == 1)
        #expect(yesterday.attemptsSucceeded == 1 && yesterday.deliveriesDelivered == 1)
        #expect(yesterday.volume == [DayTally.Volume(currency: usd, amount: 4998)])
        #expect(today.created == 1 && today.completed == 1 && today.canceled == 1)
        #expect(today.attemptsFailed == 1 && today.deliveriesCanceled == 1 && today.deliveriesDelivered == 0)
        #expect(today.volume == [DayTally.Volume(currency: eur, amount: 4998)])
        let all = overview.total(ofLast: 30)
        #expect(all.created == 4 && all.volume.map(\.currency.text) == ["eur", "usd"])
        #expect(all.conversion == 0.5 && today.conversion == 0.5)
        #expect(overview.total(ofLast: 1) == today)
        // The expired one's, which nobody has reported, and the one that is to be tried again.
        #expect(overview.pendingDeliveries == 2)
    }

    @Test(arguments: EngineSetup.layouts)
    func `days are counted as things happen, each merchant's and mode's for itself`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        try await lively(fixture)
        try expectLively(await fixture.overview())
        #expect(await fixture.overview(of: Sample.otherMerchant).total(ofLast: 30).created == 1)
        #expect(await fixture.overview(of: Sample.merchant, .live).total(ofLast: 30).created == 1)
        #expect(await fixture.overview(of: Sample.otherMerchant, .live).total(ofLast: 30).isEmpty)
    }

    @Test func `a restart finds the counts, from the log and from a snapshot, with other shards too`() async throws {
        let disk = SimulatedDisk()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3), disk: disk)
        try await lively(fixture)
        let replayed = try await fixture.restarted(on: disk.crash(seed: 1)) { $0.shards = 2 }
        try expectLively(await replayed.overview())
        _ = try await replayed.engine.snapshots.take()
        let restored = try await replayed.restarted { $0.shards = 7 }
        try expectLively(await restored.overview())
        _ = try await restored.createSession()
        #expect(await restored.overview().days[29].created == 2)
        _ = try await restored.engine.snapshots.take()
        let again = try await restored.restarted { $0.shards = 1 }
        #expect(await again.overview().days[29].created == 2)
        #expect(
            try StateText.differences(StateText.recovered(from: again.disk), StateText.replayed(from: again.disk))
                .isEmpty
        )
    }

    @Test func `renewals of subscriptions count on the day on which they are paid, and over restarts`() async throws {
        let disk = SimulatedDisk()
        let setup = EngineSetup(threads: 2, shards: 3).with { $0.settings.retentionSeconds = 400 * Self.day }
        let fixture = try await EngineFixture(setup, disk: disk)
        let weekly = try Recurring(interval: .week, count: 1)
        let made = try await fixture.subscribe(weekly)
        let price = try #require(await fixture.overview().days[29].volume.first)
        #expect(await fixture.overview().total(ofLast: 30).completed == 1)
        try await fixture.passToNextPeriod(of: made.id)
        // An attempt that fails is no payment; the next one is, and is counted once, though steps follow on it.
        _ = try await fixture.charge(made.id, forward: false)
        #expect(await fixture.overview().days[29].volume.isEmpty)
        fixture.clock.advance(seconds: Self.day)
        await fixture.engine.doDueWork()
        #expect(try await fixture.charge(made.id).subscription.cyclesPaid == 2)
        let renewed = await fixture.overview()
        #expect(renewed.days[29].volume == [price] && renewed.days[29].completed == 0)
        #expect(renewed.total(ofLast: 30).volume.map(\.amount) == [2 * price.amount])
        #expect(await fixture.overview(of: Sample.otherMerchant).total(ofLast: 30).isEmpty)
        #expect(await fixture.overview(of: Sample.merchant, .live).total(ofLast: 30).isEmpty)
        try await fixture.passToNextPeriod(of: made.id)
        #expect(try await fixture.charge(made.id).subscription.cyclesPaid == 3)
        let all = await fixture.overview()
        #expect(all.total(ofLast: 30).volume.map(\.amount) == [3 * price.amount])
        let replayed = try await fixture.restarted(on: disk.crash(seed: 1)) { $0.shards = 2 }
        #expect(await replayed.overview().days == all.days)
        _ = try await replayed.engine.snapshots.take()
        let restored = try await replayed.restarted { $0.shards = 7 }
        #expect(await restored.overview().days == all.days)
        _ = try await restored.engine.snapshots.take()
        let again = try await restored.restarted { $0.shards = 1 }
        #expect(await again.overview().days == all.days)
        #expect(
            try StateText.differences(StateText.recovered(from: again.disk), StateText.replayed(from: again.disk))
                .isEmpty
        )
    }

    @Test func `sessions and events that have left still count, over a snapshot too`() async throws {
        let fixture = try await EngineFixture(EngineSetup().with { $0.settings.keepSessionsSeconds = 100 })
        let session = try await fixture.createSession()
        _ = await fixture.change(session.id, .cancel)
        fixture.clock.advance(seconds: 200)
        await fixture.engine.doDueWork()
        #expect(await fixture.engine.figures.sessions.total == 0)
        _ = try await fixture.engine.snapshots.take()
        let restored = try await fixture.restarted()
        let day = await restored.overview().days[29]
        #expect(day.created == 1 && day.canceled == 1)
    }

    @Test func `a snapshot from before anybody counted is counted when it is read`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 1, shards: 3))
        try await lively(fixture)
        let restored = try await fixture.restarted()
        var state = try StateText.recovered(from: restored.disk, shards: 3)
        let counted = TallyLine.lines(of: state.shards.map(\.tallies), today: CalendarDay(of: state.newest))
        #expect(counted.map(\.merchant) == [Sample.merchant, Sample.merchant, Sample.otherMerchant])
        for index in state.shards.indices { state.shards[index].tallies = [:] }
        state.finishSnapshot()
        let recounted = TallyLine.lines(of: state.shards.map(\.tallies), today: CalendarDay(of: state.newest))
        #expect(recounted.map(\.days) == counted.map(\.days))
    }

    @Test func `a day that is over moves on, and leaves after thirty`() async throws {
        let fixture = try await EngineFixture()
        _ = try await fixture.createSession()
        for days in 1...31 {
            fixture.clock.advance(seconds: Self.day)
            let overview = await fixture.overview()
            #expect(overview.total(ofLast: 30).created == (days < 30 ? 1 : 0))
            #expect(days >= 30 || overview.days[29 - days].created == 1)
        }
        for _ in 0..<40 {
            fixture.clock.advance(seconds: Self.day)
            _ = try await fixture.createSession()
        }
        #expect(await fixture.overview().total(ofLast: 30).created == 30)
        let key = ListingKey(merchant: Sample.merchant, keyMode: .test)
        #expect(await fixture.engine.shards[0].state.tallies[key]?.days.count == Limits.talliedDays)
    }

    @Test func `a day begins at midnight in UTC, before 1970 too`() {
        for (seconds, text): (Int64, String) in [
            (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (-1, "1969-12-31"),
            (-86_400, "1969-12-31"), (-86_401, "1969-12-30"), (1_781_481_600, "2026-06-15"),
        ] {
            let day = CalendarDay(of: Timestamp(secondsSinceEpoch: seconds))
            #expect(day.text == text)
            #expect(CalendarDay(parsing: text) == day)
        }
        #expect(CalendarDay(parsing: "2026-6-15") == nil)
        #expect(CalendarDay(parsing: "2026-06-15T00:00:00Z") == nil)
    }

    @Test func `amounts stop at what a number holds, and days come in any order`() throws {
        var tally = MerchantTally()
        let usd = try Currency("usd")
        for day: Int64 in [20, 3, 20, 19, 21, 3] {
            tally.count(at: Timestamp(secondsSinceEpoch: day * Self.day + 5)) { $0.add(.max / 2, usd) }
        }
        #expect(tally.days.map(\.day.number) == [3, 19, 20, 21])
        var sum = MerchantTally()
        sum.add(tally.days)
        sum.add(tally.days)
        let most = Int64.max
        #expect(sum.days.map(\.volume.first?.amount) == [most, most - 1, most, most - 1])
    }
}
