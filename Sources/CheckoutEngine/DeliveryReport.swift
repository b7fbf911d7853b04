package import Checkout

/// What came of an event that an `EventOutlet` has taken.
package enum DeliveryReport: Sendable {
    /// An attempt was made; the merchant's server may wish the next one put off.
    case attempted(DeliveryAttempt, retryAfterSeconds: Int64?)

    /// There is no destination.
    case noDestination
}
