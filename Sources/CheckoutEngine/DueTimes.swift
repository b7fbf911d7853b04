import Checkout
import HeapModule

/// When an open session must expire.
struct Deadline: Comparable, Sendable {
    let at: Timestamp
    let session: SessionID

    static func < (left: Deadline, right: Deadline) -> Bool {
        left.at < right.at
    }

    static func == (left: Deadline, right: Deadline) -> Bool {
        left.at == right.at && left.session == right.session
    }
}

/// When a final session ended; it leaves once it was kept long enough.
struct Departure: Sendable {
    let endedAt: Timestamp
    let session: SessionID
}

/// When an idempotency key was first used; it lapses a day later.
struct Lapse: Sendable {
    let firstUsedAt: Timestamp
    let identity: UInt128
}
