import Checkout
import Simulation
import TestTools
import Testing

@testable import CheckoutEngine

/// Subscriptions in the engine: made, charged, canceled, shown, and brought back.
@Suite(.timeLimit(.minutes(1))) struct SubscriptionTests {
    @Test(arguments: EngineSetup.layouts)
    func `a session that sells one makes it in the record that completes it`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let session = try await fixture.createSession(Sample.subscription())
        let id = SubscriptionID(of: session.id)
        try await fixture.pay(session.id, to: .processing)
        #expect(try await fixture.engine.subscription(id) == nil)
        #expect(await fixture.read(id) == .notFound)
        let before = fixture.engine.durableSequence
        let completed = try await fixture.step(session.id)
        #expect(fixture.engine.durableSequence == before + 1)
        #expect(completed.session.state.status == .completed && completed.session.state.subscription == id.text)
        let made = try await fixture.subscription(id)
        #expect(made.subscription.status == .active && made.lastSequence == before + 1)
        #expect(await fixture.read(id) == .done(made.rendering()))
        let body = try #require(await fixture.read(session.id).body)
        #expect(String(decoding: body, as: UTF8.self).contains(#""subscription":"\#(id.text)""#))
        #expect(await fixture.engine.figures.liveSubscriptions == 1)
    }

    @Test func `no session that sells one completes without, and no other makes one`() async throws {
        let fixture = try await EngineFixture()
        let selling = try await fixture.createSession(Sample.subscription())
        try await fixture.pay(selling.id, to: .processing)
        let step = try await fixture.nextStep(of: selling.id)
        let new = try #require(step.subscription)
        func changed(_ subscription: NewSubscription?, _ text: String?) -> PaymentStep {
            PaymentStep(
                of: step.session,
                version: step.version,
                to: step.attempt,
                commands: [.complete(outgoingPayment: nil, subscription: text)],
                subscription: subscription
            )
        }
        let id = SubscriptionID(of: selling.id).text
        let other = BillingSchedule(anchor: new.schedule.anchor - 86_400, recurring: .monthly)
        let weekly = BillingSchedule(anchor: new.schedule.anchor, recurring: try Recurring(interval: .week, count: 1))
        let wrong = [
            changed(nil, nil), changed(nil, id), changed(new, nil), changed(new, "sub_1"),
            changed(NewSubscription(schedule: other, grant: new.grant), id),
            changed(NewSubscription(schedule: weekly, grant: nil), id),
        ]
        for step in wrong { #expect(await fixture.refusal(of: step) != nil) }
        let once = try await fixture.createSession()
        try await fixture.pay(once.id, to: .processing)
        let last = try await fixture.nextStep(of: once.id)
        let making = PaymentStep(
            of: once.id,
            version: last.version,
            to: last.attempt,
            commands: [.complete(outgoingPayment: nil, subscription: SubscriptionID(of: once.id).text)],
            subscription: new
        )
        #expect(await fixture.refusal(of: making) != nil)
        _ = try await fixture.engine.advance(step)
        // The money may have come on another way, and the grant with it be lost.
        let lost = try await fixture.createSession(Sample.subscription())
        try await fixture.pay(lost.id, to: .processing)
        let good = try await fixture.nextStep(of: lost.id)
        let bare = PaymentStep(
            of: lost.id,
            version: good.version,
            to: good.attempt,
            commands: good.commands,
            subscription: NewSubscription(schedule: try #require(good.subscription).schedule, grant: nil)
        )
        _ = try await fixture.engine.advance(bare)
        let stored = try await fixture.subscription(SubscriptionID(of: lost.id))
        #expect(stored.subscription.status == .canceled && stored.subscription.isClosed)
    }

    @Test(arguments: EngineSetup.layouts)
    func `each period is charged once, step by step`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let made = try await fixture.subscribe()
        #expect(try await fixture.nextStep(of: made.id) == nil)
        for cycle in 2...4 {
            try await fixture.passToNextPeriod(of: made.id)
            let begun = try await fixture.subscription(made.id)
            #expect(begun.subscription.period.number == cycle && !begun.subscription.isPeriodPaid)
            var stages: [String] = []
            while let step = try await fixture.nextStep(of: made.id) {
                let after = try await fixture.engine.advance(step)
                if let charge = after.subscription.charge { stages.append(charge.stage.text.description) }
            }
            // A token is traded first once it is old.
            #expect(
                stages.suffix(7) == [
                    "preparing", "preparing", "preparing", "charging", "processing", "closing", "closed",
                ]
            )
            let paid = try await fixture.subscription(made.id)
            #expect(paid.subscription.cyclesPaid == cycle && paid.subscription.status == .active)
        }
    }

    @Test(arguments: EngineSetup.layouts)
    func `of many who take the same step one does, and the others see what is there`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let made = try await fixture.subscribe()
        try await fixture.passToNextPeriod(of: made.id)
        while try await fixture.subscription(made.id).subscription.charge?.stage != .charging {
            let step = try #require(try await fixture.nextStep(of: made.id))
            let results = await withTaskGroup(of: String.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        switch await fixture.refusal(of: step) {
                        case nil: "taken"
                        case .superseded: "superseded"
                        case let refusal?: "\(refusal)"
                        }
                    }
                }
                return await group.reduce(into: [:]) { counts, result in counts[result, default: 0] += 1 }
            }
            #expect(results == ["taken": 1, "superseded": 49])
        }
    }

    @Test func `a restart at every step finds it as it was, from the log and from a snapshot`() async throws {
        let disk = SimulatedDisk()
        let setup = EngineSetup(threads: 2, shards: 3).with { $0.settings.retentionSeconds = 400 * 86_400 }
        var fixture = try await EngineFixture(setup, disk: disk)
        try await fixture.setDestination()
        let id = try await fixture.subscribe().id
        try await fixture.passToNextPeriod(of: id)
        var steps = 0
        var charged: Set<Int> = []
        var isForward = false
        while steps < 30 {
            let before = try await fixture.subscription(id)
            let crashed = disk === fixture.disk as? SimulatedDisk ? disk.crash(seed: UInt64(steps)) : nil
            let replayed = try await fixture.restarted(on: crashed) { $0.shards = steps % 4 + 1 }
            try await expect(before, in: replayed)
            if steps % 2 == 0 { _ = try await replayed.engine.snapshots.take() }
            fixture = try await replayed.restarted { $0.shards = 3 }
            try await expect(before, in: fixture)
            let onDisk = fixture.disk
            #expect(
                try StateText.differences(StateText.recovered(from: onDisk), StateText.replayed(from: onDisk)).isEmpty
            )
            guard let step = try await fixture.nextStep(of: id, forward: isForward) else {
                // The first attempt fails; the next one, a day later, goes through.
                isForward = true
                if try await fixture.subscription(id).subscription.isPeriodPaid { break }
                fixture.clock.advance(seconds: 86_400)
                await fixture.engine.doDueWork()
                continue
            }
            let after = try await fixture.engine.advance(step)
            if after.subscription.isPeriodPaid, !before.subscription.isPeriodPaid {
                #expect(charged.insert(after.subscription.period.number).inserted)
            }
            steps += 1
        }
        #expect(charged == [2])
        #expect(try await fixture.subscription(id).subscription.cyclesPaid == 2)
    }

    private func expect(_ before: StoredSubscription, in fixture: EngineFixture) async throws {
        let after = try await fixture.subscription(before.id)
        #expect(after.subscription == before.subscription)
        #expect(after.lastSequence == before.lastSequence && after.firstSequence == before.firstSequence)
        #expect(after.rendering() == before.rendering())
        #expect(try await fixture.walkSubscriptions().map(\.id) == [before.id])
        let live = before.subscription.isClosed ? 0 : 1
        #expect(await fixture.engine.figures.liveSubscriptions == live)
    }

    @Test func `what a crash takes back was never told, whichever step it was`() async throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            let disk = SimulatedDisk()
            let fixture = try await EngineFixture(EngineSetup(threads: 1, shards: 2), disk: disk)
            let id = try await fixture.subscribe().id
            try await fixture.passToNextPeriod(of: id)
            var told = try await fixture.subscription(id)
            for _ in 0..<seed {
                guard let step = try await fixture.nextStep(of: id) else { break }
                told = try await fixture.engine.advance(step)
            }
            let step = try await fixture.nextStep(of: id)
            if let step { Task { _ = try? await fixture.engine.advance(step) } }
            let left = disk.crash(seed: seed)
            let restarted = try await fixture.restarted(on: left)
            let after = try await restarted.subscription(id)
            #expect(after.lastSequence >= told.lastSequence, "seed \(seed)")
            if after.lastSequence == told.lastSequence { #expect(after.subscription == told.subscription) }
            // Whatever was under way is taken to its end once, and the period is paid once.
            let paid = try await restarted.charge(id)
            #expect(paid.subscription.cyclesPaid == 2 && paid.subscription.isPeriodPaid, "seed \(seed)")
        }
    }

    @Test func `lists are a merchant's and a mode's own, newest first, by status, page by page`() async throws {
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3))
        var made: [SubscriptionID] = []
        for _ in 0..<7 { made.append(try await fixture.subscribe().id) }
        let other = try await fixture.subscribe(by: Sample.otherMerchant)
        let live = try await fixture.subscribe(by: Sample.merchant, .live)
        for limit in [1, 3, 100] {
            #expect(try await fixture.walkSubscriptions(limit: limit).map(\.id) == made.reversed())
        }
        #expect(try await fixture.walkSubscriptions(by: Sample.otherMerchant).map(\.id) == [other.id])
        #expect(try await fixture.walkSubscriptions(by: Sample.merchant, .live).map(\.id) == [live.id])
        for id in made.prefix(3) { #expect(await fixture.cancel(id).isDone) }
        let canceled = try await fixture.walkSubscriptions(limit: 2, status: .canceled).map(\.id)
        #expect(canceled == made.prefix(3).reversed())
        #expect(
            try await fixture.walkSubscriptions(limit: 2, status: .active).map(\.id) == made.dropFirst(3).reversed()
        )
        #expect(try await fixture.walkSubscriptions(status: .pastDue).isEmpty)
    }

    @Test func `nobody reads or cancels what is another's`() async throws {
        let fixture = try await EngineFixture()
        let made = try await fixture.subscribe()
        let strangers: [(MerchantID, KeyMode)] = [(Sample.otherMerchant, .test), (Sample.merchant, .live)]
        for (merchant, keyMode) in strangers {
            #expect(await fixture.read(made.id, by: merchant, keyMode) == .notFound)
            #expect(await fixture.cancel(made.id, by: merchant, keyMode) == .notFound)
        }
        #expect(await fixture.cancel(nil) == .notFound)
        #expect(await fixture.cancel(made.id, isUnderstood: false) == .invalid)
        #expect(try await fixture.subscription(made.id).lastSequence == made.lastSequence)
    }

    @Test(arguments: EngineSetup.layouts)
    func `a cancellation is done once, and its key replays it`(setup: EngineSetup) async throws {
        let fixture = try await EngineFixture(setup)
        let made = try await fixture.subscribe()
        let claim = Sample.claim(1, apartFrom: made.id.session, shards: setup.shards)
        let outcomes = await withTaskGroup(of: Outcome.self) { group in
            for _ in 0..<20 { group.addTask { await fixture.cancel(made.id, claim) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let canceled = try await fixture.subscription(made.id)
        #expect(canceled.subscription.cancellation?.reason == .merchant)
        #expect(outcomes.count { $0 == .done(canceled.rendering()) } == 1)
        #expect(outcomes.count { $0 == .replayed(status: 200, body: canceled.rendering()) } == 19)
        #expect(await fixture.cancel(made.id) == .subscriptionCanceled)
        #expect(await fixture.cancel(made.id, Sample.claim(2)) == .subscriptionCanceled)
        #expect(
            await fixture.cancel(made.id, Sample.claim(1, stripe: Int(claim.identity & 1023), request: 2)) == .keyReused
        )
        let restarted = try await fixture.restarted()
        #expect(await restarted.cancel(made.id, claim) == .replayed(status: 200, body: canceled.rendering()))
    }

    @Test func `a session stays while its subscription does, and as long behind its end as others`() async throws {
        let day: Int64 = 86_400
        let setup = EngineSetup(threads: 1, shards: 1).with { $0.settings.keepSessionsSeconds = 90 * day }
        var fixture = try await EngineFixture(setup)
        let made = try await fixture.subscribe()
        for _ in 0..<4 {
            try await fixture.passToNextPeriod(of: made.id)
            try await fixture.charge(made.id)
        }
        #expect(try await fixture.subscription(made.id).subscription.cyclesPaid == 5)
        #expect(await fixture.cancel(made.id).isDone)
        try await fixture.charge(made.id)
        #expect(try await fixture.subscription(made.id).subscription.isClosed)
        fixture.clock.advance(seconds: 89 * day)
        await fixture.engine.doDueWork()
        #expect(await fixture.read(made.id).isDone)
        _ = try await fixture.engine.snapshots.take()
        fixture = try await fixture.restarted()
        fixture.clock.advance(seconds: day)
        await fixture.engine.doDueWork()
        #expect(await fixture.read(made.id) == .notFound)
        #expect(await fixture.read(made.session.id) == .notFound)
        #expect(try await fixture.walkSubscriptions().isEmpty)
        #expect(
            try StateText.differences(StateText.recovered(from: fixture.disk), StateText.replayed(from: fixture.disk))
                .isEmpty
        )
    }
}
