import Checkout
import CheckoutEngine
import Pages

/// What became of telling a merchant's server of a session.
struct DeliveryContent: Sendable {
    /// One try.
    struct Attempt: Sendable {
        let attemptNumber: HTMLText
        let attemptTime: TimeContent
        let attemptOutcome: HTMLText
        let attemptDuration: HTMLText
    }

    let eventID: HTMLText
    let eventType: HTMLText
    let deliveryName: HTMLText
    let deliveryClass: HTMLText
    let nextAttempt: TimeContent?
    let attempts: [Attempt]
    let hasAttempts: Bool

    init(_ event: StoredEvent) {
        eventID = HTMLText(event.id.text)
        eventType = HTMLText(event.type.text.description)
        deliveryName = HTMLText(event.state.status.name)
        deliveryClass = HTMLText(event.state.status.weight)
        nextAttempt = event.state.nextAttemptAt.map(TimeContent.init)
        attempts = event.state.numberedAttempts.map { Attempt($0.attempt, number: $0.number) }
        hasAttempts = !attempts.isEmpty
    }
}

extension DeliveryContent.Attempt {
    init(_ attempt: DeliveryAttempt, number: Int) {
        attemptNumber = HTMLText("\(number)")
        attemptTime = TimeContent(attempt.startedAt)
        attemptOutcome = HTMLText(attempt.outcome)
        attemptDuration = HTMLText("\(Amounts.count(Int(clamping: attempt.durationMilliseconds))) ms")
    }
}

extension DeliveryAttempt {
    /// What came of it, in a few words.
    var outcome: String {
        let answer = status.map { "answered with \($0)" }
        guard let problem else { return answer ?? "no answer" }
        return answer.map { "\($0): \(problem)" } ?? problem
    }
}

extension DeliveryStatus {
    /// What people call it.
    var name: String {
        switch self {
        case .pending: "Pending"
        case .delivered: "Delivered"
        case .failed: "Failed"
        case .canceled: "Not sent"
        }
    }

    /// The class under which the style sheet has it.
    var weight: String {
        switch self {
        case .pending: "busy"
        case .delivered: "done"
        case .failed: "alarm"
        case .canceled: "ended"
        }
    }
}
