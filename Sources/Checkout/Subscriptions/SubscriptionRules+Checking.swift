/// Which subscription may follow on which, and which can be.
///
/// The promises behind it: periods only go forward, and only from a settled one; a period is paid once and stays paid;
/// its payment follows ``PaymentRules``; nothing is charged but what the grant says; canceled is for ever.
extension SubscriptionRules {
    /// Checks that a subscription may follow on what is there, `nil` for a session that makes it.
    package static func check(
        _ next: Subscription,
        on previous: Subscription?
    ) throws(SubscriptionRuleViolation) {
        try checkInvariants(of: next)
        guard let previous else {
            let begun = Subscription(at: next.createdAt, schedule: next.schedule, grant: next.grant)
            guard next == begun else { throw .partUnfit("beginning") }
            return
        }
        guard next.createdAt == previous.createdAt, next.schedule == previous.schedule else {
            throw .partUnfit("schedule")
        }
        try checkEnd(next, on: previous)
        try checkGrant(next, on: previous)
        if next.period == previous.period {
            try checkSamePeriod(next, on: previous)
        } else {
            try checkNextPeriod(next, on: previous)
        }
        // Told at most once a step, and whenever the period is paid.
        let wasTold = next.newsCount - previous.newsCount
        guard wasTold == 1 || wasTold == 0 && next.news == previous.news else { throw .partUnfit("news") }
        guard next.cyclesPaid == previous.cyclesPaid || wasTold == 1 && next.news == .renewed else {
            throw .partUnfit("news")
        }
    }

    /// Checks what is true of every subscription at every time; run on all of them after recovery.
    package static func checkInvariants(of subscription: Subscription) throws(SubscriptionRuleViolation) {
        let isCanceled = subscription.status == .canceled
        guard isCanceled == (subscription.cancellation != nil), isCanceled == (subscription.nextChargeAt == nil),
            isCanceled || !subscription.isClosed, subscription.isClosed == (subscription.grant == nil)
        else { throw .partUnfit("status") }
        let period = subscription.period
        guard period.number >= 1, period.start < period.end,
            (1...period.number).contains(subscription.cyclesPaid),
            0...Limits.unpaidPeriods ~= subscription.periodsUnpaid, subscription.newsCount >= 1,
            subscription.newsCount <= Int(EventID.mostNumber)
        else { throw .partUnfit("period") }
        if let grant = subscription.grant { try check(grant) }
        guard let charge = subscription.charge else { return }
        guard let grant = subscription.grant, charge.customer == grant.customer, charge.merchant == grant.merchant,
            charge.keyID == grant.keyID, charge.amount == grant.amount
        else { throw .partUnfit("charge") }
        guard subscription.isPeriodPaid == (charge.outcome == .paid) else { throw .partUnfit("charge") }
        do throws(PaymentRuleViolation) {
            try PaymentParts.check(charge, under: .standingGrant)
        } catch {
            throw .payment(error)
        }
    }

    private static func check(_ grant: StandingGrant) throws(SubscriptionRuleViolation) {
        guard grant.amount > 0 else { throw .partUnfit("amount") }
        do throws(PaymentRuleViolation) {
            try PaymentParts.checkSizes(grant)
        } catch {
            throw .payment(error)
        }
    }

    private static func checkEnd(
        _ next: Subscription,
        on previous: Subscription
    ) throws(SubscriptionRuleViolation) {
        guard !previous.isClosed else { throw .closed }
        guard previous.status != .canceled || next.cancellation == previous.cancellation else { throw .canceled }
        guard !next.isClosed || previous.status == .canceled && previous.isSettled else { throw .unsettled }
    }

    /// A token is put down as being traded before another takes its place.
    private static func checkGrant(
        _ next: Subscription,
        on previous: Subscription
    ) throws(SubscriptionRuleViolation) {
        guard let old = previous.grant, let grant = next.grant else { return }
        guard grant.isSameApproval(as: old) else { throw .partUnfit("grant") }
        let isSameToken =
            grant.token.sealedValue == old.token.sealedValue && grant.token.manageURL == old.token.manageURL
        guard isSameToken || old.token.isRotating else { throw .partUnfit("token") }
    }

    private static func checkSamePeriod(
        _ next: Subscription,
        on previous: Subscription
    ) throws(SubscriptionRuleViolation) {
        guard next.isPeriodPaid || !previous.isPeriodPaid else { throw .partUnfit("period") }
        guard next.cyclesPaid == previous.cyclesPaid + (next.isPeriodPaid == previous.isPeriodPaid ? 0 : 1) else {
            throw .partUnfit("number of paid periods")
        }
        guard let charge = next.charge else {
            guard previous.charge == nil || next.isClosed else { throw .partUnfit("charge") }
            return
        }
        guard charge != previous.charge else { return }
        guard !previous.isPeriodPaid || charge.number == previous.charge?.number else { throw .paid }
        do throws(PaymentRuleViolation) {
            try PaymentRules.check(charge, on: previous.charge, under: .standingGrant)
        } catch {
            throw .payment(error)
        }
    }

    private static func checkNextPeriod(
        _ next: Subscription,
        on previous: Subscription
    ) throws(SubscriptionRuleViolation) {
        guard previous.status != .canceled else { throw .canceled }
        guard previous.isSettled else { throw .unsettled }
        guard next.period.number > previous.period.number, !next.isPeriodPaid, next.charge == nil,
            next.cyclesPaid == previous.cyclesPaid
        else { throw .partUnfit("period") }
        var period = previous.period
        while period.number < next.period.number { period = next.schedule.period(after: period) }
        guard period == next.period else { throw .partUnfit("period") }
    }
}
