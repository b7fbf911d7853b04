import Checkout

/// When a final session ended; it leaves once it was kept long enough.
struct Departure: Sendable {
    let endedAt: Timestamp
    let session: SessionID
}
