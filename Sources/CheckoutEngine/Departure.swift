import Checkout

/// When a final session ended, or the delivery of an event; it leaves once it was kept long enough.
struct Departure<Subject: Sendable>: Sendable {
    let endedAt: Timestamp
    let subject: Subject
}
