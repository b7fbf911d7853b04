package import Checkout

/// Why a step of a subscription was not taken; nothing was done, and nothing may be sent to a wallet.
package enum SubscriptionRefusal: Error, Sendable {
    /// There is no such subscription.
    case unknown

    /// The subscription has moved on since: somebody else was faster.
    case superseded(StoredSubscription)

    /// A rule forbids it as the subscription stands, or as time does.
    case rule(SubscriptionRuleViolation, StoredSubscription)

    /// It cannot be made durable now.
    case unavailable(Unavailability)
}
