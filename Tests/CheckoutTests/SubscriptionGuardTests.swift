import Bytes
import Checkout
import Testing

/// What never follows on a subscription, and that the log holds every stop of its way.
@Suite struct SubscriptionGuardTests {
    private typealias Sample = SubscriptionSample

    @Test func `a token is put down as being traded before another takes its place`() throws {
        let now = Sample.moment + 18 * 86_400
        #expect(Sample.begun.dueAt(Sample.moment) == now)
        let other = WalletToken(sealedValue: [9], manageURL: "https://bank.example/token/2", expiresAt: now + 600)
        #expect(Sample.refusal(.keepToken(other), on: Sample.begun, at: now) == .partUnfit("token"))
        let trading = WalletToken(
            sealedValue: Sample.token.sealedValue,
            manageURL: Sample.token.manageURL,
            expiresAt: Sample.token.expiresAt,
            isRotating: true
        )
        let rotating = try Sample.after([.keepToken(trading)], on: Sample.begun, at: now)
        #expect(rotating.grant?.token == trading && rotating.grant?.tokenObtainedAt == Sample.moment)
        #expect(rotating.dueAt(now) == now)
        let rotated = try Sample.after([.keepToken(other)], on: rotating, at: now + 1)
        #expect(rotated.grant?.token == other && rotated.grant?.tokenObtainedAt == now + 1)
        #expect(rotated.newsCount == 1)
        let kept = try Sample.after([.keepToken(Sample.token)], on: rotating, at: now + 1)
        #expect(kept.grant == Sample.grant)
    }

    @Test func `nothing is charged but what was approved of`() throws {
        let second = try Sample.inSecondPeriod()
        let now = second.period.chargeableFrom
        var dearer = Sample.charge(.preparing)
        dearer.amount = 1000
        #expect(Sample.refusal(.charge(dearer), on: second, at: now) == .partUnfit("charge"))
        var elsewhere = Sample.charge(.preparing)
        elsewhere.customer = Sample.grant.merchant
        #expect(Sample.refusal(.charge(elsewhere), on: second, at: now) == .partUnfit("charge"))
        // An approval of its own has no place under a standing grant, nor has a secret.
        var asked = Sample.charge(.preparing)
        asked.token = Sample.token
        #expect(Sample.refusal(.charge(asked), on: second, at: now) == .payment(.partUnfit("consent")))
        let begun = try Sample.after([.charge(Sample.charge(.preparing))], on: second, at: now)
        let waiting = SubscriptionCommand.charge(Sample.charge(.preparing).moved(to: .awaitingConsent, at: now))
        #expect(Sample.refusal(waiting, on: begun, at: now) != nil)
    }

    @Test func `an attempt is not over while the merchant's wallet takes money for it`() throws {
        let now = Sample.begun.period.end + 60
        var open = Sample.decided(Sample.charge(.charging), .failed)
        open.incoming = Sample.charge(.charging).incoming
        let closing = try Sample.after(
            [.charge(Sample.charge(.preparing)), .charge(Sample.charge(.charging)), .charge(open)],
            on: try Sample.inSecondPeriod(),
            at: now
        )
        for stage in [AttemptStage.ended, .closed] {
            let over = SubscriptionCommand.charge(open.moved(to: stage, at: now))
            #expect(Sample.refusal(over, on: closing, at: now) == .payment(.partUnfit("incoming payment")))
        }
        #expect(Sample.refusal(.beginPeriod, on: closing, at: closing.period.end) == .unsettled)
    }

    @Test func `a later one follows on no earlier one's period, payment or end`() throws {
        let now = Sample.begun.period.end + 60
        let second = try Sample.inSecondPeriod()
        let paid = try Sample.after(Sample.payingWay, on: second, at: now)
        let canceled = try Sample.after([.cancel(.merchant)], on: paid, at: now)
        for (next, previous) in [(Sample.begun, second), (second, paid), (paid, canceled), (second, second)] {
            if next == previous { continue }
            #expect(throws: SubscriptionRuleViolation.self) { try SubscriptionRules.check(next, on: previous) }
        }
        // Nor does one skip a step: a period that is paid was charged before.
        #expect(throws: SubscriptionRuleViolation.self) { try SubscriptionRules.check(paid, on: second) }
        #expect(throws: SubscriptionRuleViolation.self) { try SubscriptionRules.check(second, on: nil) }
    }

    @Test func `a short period is tried again soon, a long one after days`() throws {
        for (interval, gaps) in [
            (Recurring.Interval.day, [10_800, 10_800]), (.week, [75_600, 75_600]), (.year, [86_400, 172_800]),
        ] {
            let schedule = BillingSchedule(
                subscribedAt: Sample.moment,
                recurring: try Recurring(interval: interval, count: 1)
            )
            var subscription = try Sample.failed(
                Subscription(at: Sample.moment, schedule: schedule, grant: Sample.grant)
            )
            var last = subscription.period.chargeableFrom
            for (number, gap) in gaps.enumerated() {
                let due = try #require(subscription.nextChargeAt)
                #expect(due - last == Int64(gap), "\(interval)")
                var charge = Sample.charge(.preparing, at: due)
                charge.number = number + 2
                charge.failure = .paymentFailed
                let failed = Sample.decided(charge, .failed)
                subscription = try Sample.after(
                    [.charge(charge), .charge(failed), .charge(failed.moved(to: .ended, at: due))],
                    on: subscription,
                    at: due
                )
                last = due
            }
        }
    }

    @Test func `the log and snapshots hold every stop of the way, to the letter`() throws {
        let now = Sample.begun.period.end + 60
        var all = [Sample.begun, try Sample.inSecondPeriod()]
        for command in Sample.payingWay + [.cancel(.customer), .close] {
            all.append(try SubscriptionRules.decide(command, on: all[all.count - 1], at: now))
        }
        for subscription in all {
            var json = JSONWriter()
            subscription.write(to: &json)
            let document = try JSONDocument(parsing: json.bytes)
            #expect(try Subscription(reading: document.root, of: document) == subscription)
            let event = Event(at: now, .subscriptionStepped(Sample.session, subscription))
            var line = JSONWriter()
            event.write(to: &line)
            let read = try JSONDocument(parsing: line.bytes)
            #expect(try Event(reading: read.root, of: read) == event)
        }
    }
}
