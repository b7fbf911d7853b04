import Checkout

/// When time does something: a session's expiry, an attempt to deliver an event.
struct Deadline<Subject: Equatable & Sendable>: Comparable, Sendable {
    let at: Timestamp
    let subject: Subject

    static func < (left: Deadline, right: Deadline) -> Bool {
        left.at < right.at
    }

    static func == (left: Deadline, right: Deadline) -> Bool {
        left.at == right.at && left.subject == right.subject
    }
}
