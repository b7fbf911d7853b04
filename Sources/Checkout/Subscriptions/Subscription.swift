/// All that is known of a subscription; replaced as a whole, and logged before the next step.
///
/// Its current period is its one row: a payment belongs to the period whose number stands here, a period is charged
/// once, and the next one begins only when this one's payment can take no more money. So nothing charges a period
/// twice, whatever crashes. Only ``SubscriptionRules`` changes it; secrets in it are encrypted.
package struct Subscription: Hashable, Sendable {
    /// Why and when nothing was charged any more.
    package struct Cancellation: Hashable, Sendable {
        /// When.
        package let at: Timestamp

        /// Why.
        package let reason: CancelReason
    }

    /// When its session has made it.
    package let createdAt: Timestamp

    /// When its periods begin.
    package let schedule: BillingSchedule

    /// Where it stands.
    package internal(set) var status: SubscriptionStatus

    /// The period that runs, or ran last.
    package internal(set) var period: BillingPeriod

    /// Whether that is paid.
    package internal(set) var isPeriodPaid: Bool

    /// The payment of the period, attempt by attempt; `nil` before the first, and in the period that the session paid.
    package internal(set) var charge: PaymentAttempt?

    /// How many periods were paid.
    package internal(set) var cyclesPaid: Int

    /// How many periods in a row have passed with attempts and without a payment.
    package internal(set) var periodsUnpaid: Int

    /// When it is charged next; `nil` once it is canceled.
    package internal(set) var nextChargeAt: Timestamp?

    /// What its wallet's owner has approved; `nil` once it is closed.
    package internal(set) var grant: StandingGrant?

    /// Why it was canceled; set exactly then.
    package internal(set) var cancellation: Cancellation?

    /// When nothing was owed any more; set exactly then.
    package internal(set) var closedAt: Timestamp?

    /// How often there was something to tell the merchant.
    package internal(set) var newsCount: Int

    /// What was to be told last.
    package internal(set) var news: SubscriptionNews

    /// A subscription that its session makes, whose first period is paid with it.
    ///
    /// Without a grant, since that was lost though the money has arrived, it is over as it begins.
    package init(at moment: Timestamp, schedule: BillingSchedule, grant: StandingGrant?) {
        createdAt = moment
        self.schedule = schedule
        status = grant == nil ? .canceled : .active
        period = schedule.firstPeriod
        isPeriodPaid = true
        cyclesPaid = 1
        periodsUnpaid = 0
        nextChargeAt = grant == nil ? nil : period.next
        self.grant = grant
        cancellation = grant == nil ? Cancellation(at: moment, reason: .wallet) : nil
        closedAt = grant == nil ? moment : nil
        newsCount = 1
        news = .created
    }

    /// Whether nothing is owed to anybody any more.
    package var isClosed: Bool { closedAt != nil }

    /// Whether the period's payment is over, and can take no more money.
    package var isSettled: Bool {
        charge.map { $0.stage == .ended || $0.stage == .closed } ?? true
    }

    /// When there is something to do about it next; `nil` once it is closed.
    ///
    /// What is under way is looked at from now on.
    package func dueAt(_ now: Timestamp) -> Timestamp? {
        guard !isClosed, let grant else { return nil }
        guard isSettled, !grant.token.isRotating, status != .canceled else { return now }
        return min(nextChargeAt ?? period.end, period.end, grant.rotationDueAt)
    }
}

extension BillingPeriod {
    /// When the period behind this one is charged.
    var next: Timestamp { end + Limits.chargeDelaySeconds }
}
