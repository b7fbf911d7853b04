/// By what a payment may be ordered.
package enum PaymentBasis: Hashable, Sendable {
    /// The wallet's owner approves of this very payment.
    case approval
    /// The owner has approved of many, one a period: see ``StandingGrant``.
    case standingGrant
}
