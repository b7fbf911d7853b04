/// One of the small maps that sessions, their events and payments, and idempotency keys are spread over.
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

    /// What is remembered of keys, by identity.
    var idempotency: [UInt128: IdempotencyRecord] = [:]
}
