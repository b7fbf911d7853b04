/// What a session that completes makes a subscription of.
package struct NewSubscription: Hashable, Sendable {
    /// When its periods begin: what the wallet's owner was asked for.
    package let schedule: BillingSchedule

    /// What the owner has approved; `nil` if that is lost, and only the first payment has arrived.
    package let grant: StandingGrant?

    /// A subscription of these parts.
    package init(schedule: BillingSchedule, grant: StandingGrant?) {
        self.schedule = schedule
        self.grant = grant
    }
}
