package import Checkout

/// A step of a subscription: a command, and what it follows on.
package struct SubscriptionStep: Sendable {
    /// Which subscription.
    package let subscription: SubscriptionID

    /// What the step follows on: ``StoredSubscription/lastSequence``.
    package let version: UInt64

    /// What is asked.
    package let command: SubscriptionCommand

    /// When the outlet is to be told of the subscription again, if nothing happens before; nil for when it is due.
    package let lookAt: Timestamp?

    /// A step of these parts.
    package init(
        of subscription: SubscriptionID,
        version: UInt64,
        _ command: SubscriptionCommand,
        lookAt: Timestamp? = nil
    ) {
        self.subscription = subscription
        self.version = version
        self.command = command
        self.lookAt = lookAt
    }
}
