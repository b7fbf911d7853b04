package import Checkout

/// Why a step of a payment was not taken; nothing was done, and nothing may be sent to a wallet.
package enum StepRefusal: Error, Sendable {
    /// There is no such session.
    case unknownSession

    /// The payment has moved on since: somebody else was faster.
    case superseded(SessionPayment)

    /// The session's status does not allow it.
    case session(SessionRuleViolation, SessionPayment)

    /// The attempt does not follow on the one that is there: a mistake of the caller's.
    case payment(PaymentRuleViolation)

    /// It cannot be made durable now.
    case unavailable(Unavailability)
}
