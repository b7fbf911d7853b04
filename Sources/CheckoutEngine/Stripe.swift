import Checkout

/// One of the small maps that sessions and what belongs to them, and idempotency keys, are spread over.
///
/// Small, so that none ever stops the world to grow, and so that the copy which an image forces on the next writer is
/// of a thousandth of the sessions only.
struct Stripe: Sendable {
    /// Sessions by the random part of their identifier.
    var sessions: [UInt128: StoredSession] = [:]

    /// Events by the random part of their session's identifier.
    var events: [UInt128: StoredEvent] = [:]

    /// Attempts to pay by the random part of their session's identifier.
    var payments: [UInt128: StoredPayment] = [:]

    /// Subscriptions by the random part of their session's identifier.
    var subscriptions: [UInt128: StoredSubscription] = [:]

    /// Events of subscriptions.
    var subscriptionEvents: [EventID: StoredEvent] = [:]

    /// What is remembered of keys, by identity.
    var idempotency: [UInt128: IdempotencyRecord] = [:]

    /// Whether nothing is here; cheaper to ask than to copy a stripe for a walk through it.
    var isEmpty: Bool {
        sessions.isEmpty && events.isEmpty && payments.isEmpty && subscriptions.isEmpty && subscriptionEvents.isEmpty
            && idempotency.isEmpty
    }
}
