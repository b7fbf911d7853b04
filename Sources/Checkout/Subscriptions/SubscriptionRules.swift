/// Decides what a command makes of a subscription.
///
/// What is decided is logged whole; ``check(_:on:)`` says whether it may follow on what is there, at run time and at
/// recovery alike.
package enum SubscriptionRules {
    /// Says what a command leads to, or which rule forbids it.
    package static func decide(
        _ command: SubscriptionCommand,
        on subscription: Subscription,
        at now: Timestamp
    ) throws(SubscriptionRuleViolation) -> Subscription {
        guard let grant = subscription.grant else { throw .closed }
        var next = subscription
        switch command {
        case .charge(let attempt):
            try requireTime(for: attempt, of: subscription, at: now)
            next.charge = attempt
            note(attempt, before: subscription.charge, in: &next, at: now)
        case .keepToken(let token):
            next.grant?.token = token
            // What is marked as being traded is as old as it was.
            if grant.token.isRotating, token.sealedValue != grant.token.sealedValue {
                next.grant?.tokenObtainedAt = now
            }
        case .beginPeriod:
            guard subscription.status != .canceled else { throw .canceled }
            guard now >= subscription.period.end else { throw .early }
            guard subscription.isSettled else { throw .unsettled }
            beginPeriod(of: &next, at: now)
        case .cancel(let reason):
            guard subscription.status != .canceled else { throw .canceled }
            cancel(&next, reason, at: now)
        case .close:
            guard subscription.status == .canceled else { throw .notCanceled }
            guard subscription.isSettled else { throw .unsettled }
            next.charge = nil
            next.grant = nil
            next.closedAt = now
        }
        try check(next, on: subscription)
        return next
    }

    /// An attempt begins when it is due, and its order is given, within the period; what is on its way goes on.
    private static func requireTime(
        for attempt: PaymentAttempt,
        of subscription: Subscription,
        at now: Timestamp
    ) throws(SubscriptionRuleViolation) {
        let begins = attempt.number != subscription.charge?.number
        let orders = attempt.stage == .charging && subscription.charge?.stage == .preparing
        guard begins || orders else { return }
        guard subscription.status != .canceled else { throw .canceled }
        guard !subscription.isPeriodPaid else { throw .paid }
        guard begins else {
            guard now < subscription.period.end else { throw .late }
            return
        }
        guard subscription.nextChargeAt.map({ $0 <= now }) ?? false else { throw .early }
        guard now <= subscription.period.chargeableThrough else { throw .late }
    }

    /// Takes in how an attempt was decided.
    private static func note(
        _ attempt: PaymentAttempt,
        before: PaymentAttempt?,
        in next: inout Subscription,
        at now: Timestamp
    ) {
        let isCanceled = next.status == .canceled
        let wasOverdue = before.map { $0.number == attempt.number && $0.isOverdue } ?? false
        if attempt.isOverdue, !wasOverdue, !isCanceled {
            fail(&next, retryAt: nil)
            tell(.paymentFailed, in: &next)
        }
        let old = before?.number == attempt.number ? before?.outcome : nil
        guard let outcome = attempt.outcome, outcome != old else { return }
        switch outcome {
        case .paid:
            next.isPeriodPaid = true
            next.cyclesPaid += 1
            next.periodsUnpaid = 0
            next.status = isCanceled ? .canceled : .active
            next.nextChargeAt = isCanceled ? nil : next.period.next
            tell(.renewed, in: &next)
        case .failed, .partiallyPaid:
            guard old == nil, !isCanceled else { return }
            // What has arrived in part is the merchant's to settle, and what a wallet has taken and not denied may have
            // left it: nothing more is asked for in this period.
            let isOver = outcome == .failed && !wasOverdue
            let retry = isOver ? next.period.retry(after: attempt.number, failedAt: now) : nil
            fail(&next, retryAt: retry)
            if !wasOverdue { tell(.paymentFailed, in: &next) }
        case .abandoned, .sessionEnded, .paidLate:
            break
        }
    }

    private static func fail(_ next: inout Subscription, retryAt retry: Timestamp?) {
        next.status = .pastDue
        next.nextChargeAt = retry ?? next.period.next
    }

    /// Begins the period that runs now; those that have passed without an attempt are passed over.
    private static func beginPeriod(of next: inout Subscription, at now: Timestamp) {
        if !next.isPeriodPaid, let charge = next.charge, charge.received == 0 { next.periodsUnpaid += 1 }
        guard next.periodsUnpaid < Limits.unpaidPeriods else { return cancel(&next, .unpaid, at: now) }
        next.period = next.schedule.period(at: now, from: next.period)
        next.isPeriodPaid = false
        next.charge = nil
        next.nextChargeAt = next.period.chargeableFrom
    }

    private static func cancel(_ next: inout Subscription, _ reason: CancelReason, at now: Timestamp) {
        next.status = .canceled
        next.cancellation = Subscription.Cancellation(at: now, reason: reason)
        next.nextChargeAt = nil
        tell(.canceled, in: &next)
    }

    private static func tell(_ news: SubscriptionNews, in next: inout Subscription) {
        next.news = news
        next.newsCount += 1
    }
}
