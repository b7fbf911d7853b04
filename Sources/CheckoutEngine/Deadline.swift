import Checkout

/// When time does something to a session or its event: an expiry, an attempt.
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
