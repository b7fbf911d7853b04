package import Checkout

/// Something that has happened to a session, and when.
package struct TimelineEntry: Hashable, Sendable {
    /// What can have happened.
    package enum What: Hashable, Sendable {
        /// The session was made.
        case created
        /// The customer has named a wallet: an attempt to pay began.
        case walletNamed(attempt: Int, wallet: String)
        /// The wallet waits for its owner.
        case consentRequested(attempt: Int)
        /// A genuine approval came back.
        case consentGiven(attempt: Int)
        /// The order to pay may be on its way.
        case paymentOrdered(attempt: Int)
        /// The customer's wallet has taken the order.
        case paymentAccepted(attempt: Int)
        /// The attempt was decided, or decided otherwise than it had been.
        case attemptEnded(attempt: Int, AttemptOutcome, AttemptFailure?)
        /// The whole amount has arrived.
        case completed
        /// Time was up, or the merchant has ended the session.
        case expired
        /// The merchant has called the session off.
        case canceled
        /// The merchant is to be told.
        case eventRaised(WebhookEventType)
        /// The merchant's server was tried.
        case deliveryAttempted(number: Int, DeliveryAttempt)
        /// Telling the merchant has come to its end.
        case deliveryEnded(DeliveryStatus)
    }

    /// When it happened.
    package let at: Timestamp

    /// What happened.
    package let what: What
}
