import Checkout

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
