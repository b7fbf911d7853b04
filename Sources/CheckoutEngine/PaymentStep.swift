package import Checkout

/// A step of a payment: the attempt as it is to be from now on, and what happens to the session with it.
package struct PaymentStep: Sendable {
    /// The session that is paid.
    package let session: SessionID

    /// What the step follows on: ``SessionPayment/version``.
    package let version: UInt64

    /// The attempt as it is to be.
    package let attempt: PaymentAttempt

    /// What happens to the session, in this order and in the same record.
    package let commands: [SessionCommand]

    /// The subscription that a session makes as it completes; nil in all other steps.
    package let subscription: NewSubscription?

    /// When the outlet is to be told of the payment again, if nothing happens before; nil for soon.
    package let lookAt: Timestamp?

    /// A step of these parts.
    package init(
        of session: SessionID,
        version: UInt64,
        to attempt: PaymentAttempt,
        commands: [SessionCommand] = [],
        subscription: NewSubscription? = nil,
        lookAt: Timestamp? = nil
    ) {
        self.session = session
        self.version = version
        self.attempt = attempt
        self.commands = commands
        self.subscription = subscription
        self.lookAt = lookAt
    }
}
