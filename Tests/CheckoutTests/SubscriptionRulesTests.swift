import Checkout
import Testing

/// What becomes of subscriptions, and what never does.
@Suite struct SubscriptionRulesTests {
    private typealias Sample = SubscriptionSample

    @Test func `it begins with its first period paid, and says when the next is charged`() {
        let begun = Sample.begun
        #expect(begun.status == .active && begun.isPeriodPaid && begun.cyclesPaid == 1)
        #expect(begun.period.end.text == "2026-07-15T11:59:00Z")
        #expect(begun.nextChargeAt?.text == "2026-07-15T12:00:00Z")
        #expect(begun.news == .created && begun.newsCount == 1)
        #expect(throws: Never.self) { try SubscriptionRules.check(begun, on: nil) }
    }

    @Test func `one whose grant was lost is over as it begins`() throws {
        let lost = Subscription(at: Sample.moment, schedule: Sample.begun.schedule, grant: nil)
        #expect(lost.status == .canceled && lost.cancellation?.reason == .wallet && lost.isClosed)
        #expect(lost.nextChargeAt == nil && lost.dueAt(Sample.moment) == nil)
        try SubscriptionRules.check(lost, on: nil)
        #expect(Sample.refusal(.cancel(.merchant), on: lost, at: Sample.moment) == .closed)
    }

    @Test func `nothing is charged while a period is paid, nor before the next one's time`() throws {
        let charge = SubscriptionCommand.charge(Sample.charge(.preparing))
        let end = Sample.begun.period.end
        #expect(Sample.refusal(charge, on: Sample.begun, at: end - 1) == .paid)
        #expect(Sample.refusal(charge, on: Sample.begun, at: end + 600) == .paid)
        #expect(Sample.refusal(.beginPeriod, on: Sample.begun, at: end - 1) == .early)
        let second = try Sample.inSecondPeriod()
        #expect(second.period.number == 2 && !second.isPeriodPaid && second.status == .active)
        #expect(second.cyclesPaid == 1 && second.newsCount == 1)
        #expect(Sample.refusal(charge, on: second, at: end + 59) == .early)
        #expect(Sample.refusal(charge, on: second, at: end + 60) == nil)
        #expect(Sample.refusal(charge, on: second, at: second.period.end - 899) == .late)
    }

    @Test func `a charge that arrives pays its period, and only once`() throws {
        let now = Sample.begun.period.end + 60
        var subscription = try Sample.inSecondPeriod()
        var paidAfter: [Bool] = []
        for command in Sample.payingWay {
            subscription = try SubscriptionRules.decide(command, on: subscription, at: now)
            paidAfter.append(subscription.isPeriodPaid)
        }
        #expect(paidAfter == [false, false, false, true, true])
        #expect(subscription.cyclesPaid == 2 && subscription.status == .active)
        #expect(subscription.news == .renewed && subscription.newsCount == 2)
        #expect(subscription.nextChargeAt?.text == "2026-08-15T12:00:00Z")
        // Whatever of it comes again is refused, but what would change nothing.
        for command in Sample.payingWay.dropLast() {
            #expect(Sample.refusal(command, on: subscription, at: now) != nil)
        }
        let another = try #require(subscription.charge)
            .next(
                at: now,
                customer: Sample.grant.customer,
                merchant: Sample.grant.merchant,
                keyID: "key-1",
                amount: 999
            )
        #expect(Sample.refusal(.charge(another), on: subscription, at: now) == .paid)
    }

    @Test func `of two who begin one charge the second is refused`() throws {
        let now = Sample.begun.period.end + 60
        let begun = try Sample.after([.charge(Sample.charge(.preparing))], on: try Sample.inSecondPeriod(), at: now)
        let moved = try Sample.after([.charge(Sample.charge(.charging))], on: begun, at: now)
        #expect(Sample.refusal(.charge(Sample.charge(.preparing)), on: moved, at: now) != nil)
        var second = Sample.charge(.preparing)
        second.number = 2
        #expect(Sample.refusal(.charge(second), on: moved, at: now) != nil)
        #expect(Sample.refusal(.beginPeriod, on: moved, at: moved.period.end + 5) == .unsettled)
    }

    @Test func `what failed is tried again within the period, and the next one is charged as usual`() throws {
        var subscription = try Sample.inSecondPeriod()
        var attempts: [String] = []
        while let due = subscription.nextChargeAt, due < subscription.period.end {
            attempts.append(due.text)
            let number = (subscription.charge?.number ?? 0) + 1
            var charge = Sample.charge(.preparing, at: due)
            charge.number = number
            charge.failure = subscription.charge?.failure
            let failed = Sample.decided(charge, .failed)
            subscription = try Sample.after(
                [.charge(charge), .charge(failed), .charge(failed.moved(to: .ended, at: due))],
                on: subscription,
                at: due
            )
            #expect(subscription.status == .pastDue && subscription.news == .paymentFailed)
            #expect(subscription.newsCount == 1 + number)
        }
        #expect(
            attempts == [
                "2026-07-15T12:00:00Z", "2026-07-16T12:00:00Z", "2026-07-18T12:00:00Z", "2026-07-20T12:00:00Z",
                "2026-07-22T12:00:00Z",
            ]
        )
        #expect(subscription.nextChargeAt?.text == "2026-08-15T12:00:00Z")
        let third = try SubscriptionRules.decide(.beginPeriod, on: subscription, at: subscription.period.end)
        #expect(third.period.number == 3 && third.status == .pastDue && third.periodsUnpaid == 1)
        let paid = try Self.paid(third)
        #expect(paid.status == .active && paid.periodsUnpaid == 0 && paid.cyclesPaid == 2)
    }

    /// The current period with a charge that arrives.
    private static func paid(_ subscription: Subscription) throws -> Subscription {
        let now = subscription.period.chargeableFrom
        return try Sample.after(
            [
                .charge(Sample.charge(.preparing, at: now)), .charge(Sample.charge(.charging, at: now)),
                .charge(Sample.charge(.processing, at: now)),
                .charge(Sample.decided(Sample.charge(.processing, at: now), .paid, received: 999)),
            ],
            on: subscription,
            at: now
        )
    }

    @Test func `three unpaid periods in a row are the end, and periods that nobody tried do not count`() throws {
        var subscription = try Sample.failed(try Sample.failed(Sample.begun))
        #expect(subscription.periodsUnpaid == 1)
        // Half a year in which nothing ran: one period, which is skipped, like those behind it.
        let away = try SubscriptionRules.decide(
            .beginPeriod,
            on: subscription,
            at: subscription.period.end + 180 * 86_400
        )
        #expect(away.periodsUnpaid == 2 && away.period.number == 9 && away.charge == nil)
        let asleep = try SubscriptionRules.decide(.beginPeriod, on: away, at: away.period.end)
        #expect(asleep.periodsUnpaid == 2 && asleep.status == .pastDue)
        subscription = try Sample.failed(asleep)
        let over = try SubscriptionRules.decide(.beginPeriod, on: subscription, at: subscription.period.end)
        #expect(over.status == .canceled && over.cancellation?.reason == .unpaid && over.news == .canceled)
        #expect(over.nextChargeAt == nil && over.period == subscription.period)
    }

    @Test func `what arrives in part is not asked for again in its period`() throws {
        let now = Sample.begun.period.end + 60
        let partly = Sample.decided(Sample.charge(.processing), .partiallyPaid, received: 5)
        let subscription = try Sample.after(
            [
                .charge(Sample.charge(.preparing)), .charge(Sample.charge(.charging)),
                .charge(Sample.charge(.processing)), .charge(partly),
            ],
            on: try Sample.inSecondPeriod(),
            at: now
        )
        #expect(subscription.status == .pastDue && subscription.cyclesPaid == 1)
        #expect(subscription.nextChargeAt == subscription.period.end + 60)
        // The rest may come all the same.
        let paid = try Sample.after(
            [.charge(Sample.decided(Sample.charge(.processing), .paid, received: 999))],
            on: subscription,
            at: now
        )
        #expect(paid.status == .active && paid.cyclesPaid == 2 && paid.news == .renewed)
    }

    @Test func `an order of which nothing came is past due, told once, and followed by no other in its period`() throws
    {
        let now = Sample.begun.period.end + 7000
        var overdue = Sample.charge(.processing)
        overdue.incoming = overdue.incoming.map {
            ExpectedPayment(url: $0.url, expiresAt: $0.expiresAt, token: $0.token, isClosed: true)
        }
        let processing = try Sample.after(
            [
                .charge(Sample.charge(.preparing)), .charge(Sample.charge(.charging)),
                .charge(Sample.charge(.processing)),
            ],
            on: try Sample.inSecondPeriod(),
            at: Sample.begun.period.end + 60
        )
        #expect(processing.status == .active && processing.newsCount == 1)
        let subscription = try Sample.after([.charge(overdue), .charge(overdue)], on: processing, at: now)
        #expect(subscription.status == .pastDue && subscription.news == .paymentFailed && subscription.newsCount == 2)
        #expect(subscription.nextChargeAt == subscription.period.end + 60 && !subscription.isSettled)
        let failed = SubscriptionCommand.charge(Sample.decided(overdue, .failed))
        let decided = try Sample.after([failed], on: subscription, at: now)
        #expect(
            decided.nextChargeAt == subscription.nextChargeAt && decided.newsCount == 2 && decided.status == .pastDue
        )
        let paid = SubscriptionCommand.charge(Sample.decided(overdue, .paid, received: 999))
        let found = try Sample.after([paid], on: subscription, at: now)
        #expect(found.status == .active && found.news == .renewed && found.newsCount == 3 && found.cyclesPaid == 2)
        let canceled = try Sample.after([.cancel(.merchant), .charge(overdue)], on: processing, at: now)
        #expect(canceled.status == .canceled && canceled.nextChargeAt == nil && canceled.news == .canceled)
    }

    @Test func `a canceled one begins nothing, brings to its end what is under way, and is closed behind it`() throws {
        let now = Sample.begun.period.end + 60
        let charging = try Sample.after(
            [.charge(Sample.charge(.preparing)), .charge(Sample.charge(.charging)), .cancel(.merchant)],
            on: try Sample.inSecondPeriod(),
            at: now
        )
        #expect(charging.status == .canceled && charging.cancellation?.at == now && charging.nextChargeAt == nil)
        #expect(Sample.refusal(.cancel(.customer), on: charging, at: now) == .canceled)
        #expect(Sample.refusal(.close, on: charging, at: now) == .unsettled)
        let paid = try Sample.after(Array(Sample.payingWay.dropFirst(2)), on: charging, at: now)
        #expect(paid.status == .canceled && paid.cyclesPaid == 2 && paid.news == .renewed)
        #expect(Sample.refusal(.beginPeriod, on: paid, at: paid.period.end) == .canceled)
        let closed = try SubscriptionRules.decide(.close, on: paid, at: now)
        #expect(closed.isClosed && closed.grant == nil && closed.charge == nil && closed.dueAt(now) == nil)
        #expect(Sample.refusal(.charge(Sample.charge(.preparing)), on: closed, at: now) == .closed)
        #expect(Sample.refusal(.close, on: Sample.begun, at: now) == .notCanceled)
        // What was prepared is not ordered any more.
        let prepared = try Sample.after(
            [.charge(Sample.charge(.preparing)), .cancel(.merchant)],
            on: try Sample.inSecondPeriod(),
            at: now
        )
        #expect(Sample.refusal(.charge(Sample.charge(.charging)), on: prepared, at: now) == .canceled)
    }

    @Test func `an order is not given behind its period's end, and one that was given goes on`() throws {
        let second = try Sample.inSecondPeriod()
        let last = second.period.chargeableThrough
        let prepared = try Sample.after([.charge(Sample.charge(.preparing, at: last))], on: second, at: last)
        let order = SubscriptionCommand.charge(Sample.charge(.charging, at: last))
        #expect(Sample.refusal(order, on: prepared, at: second.period.end) == .late)
        let ordered = try Sample.after([order], on: prepared, at: second.period.end - 1)
        let taken = SubscriptionCommand.charge(Sample.charge(.processing, at: last))
        #expect(Sample.refusal(taken, on: ordered, at: second.period.end + 50) == nil)
    }
}
