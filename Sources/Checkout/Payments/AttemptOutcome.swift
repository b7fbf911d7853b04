/// How an attempt to pay was decided.
package enum AttemptOutcome: UInt8, Hashable, Sendable, CaseIterable {
    /// The merchant's wallet has the whole amount.
    case paid
    /// It has something, not all: the merchant has to settle it.
    case partiallyPaid
    /// Nothing has moved, for the reason that the attempt's failure tells.
    case failed
    /// The customer starts over, and nothing has moved.
    case abandoned
    /// The session has ended before it was paid.
    case sessionEnded
    /// Money has arrived though the session has ended: the merchant has to give it back.
    case paidLate

    /// The outcome as it stands in JSON.
    package var text: StaticString {
        switch self {
        case .paid: "paid"
        case .partiallyPaid: "partially_paid"
        case .failed: "failed"
        case .abandoned: "abandoned"
        case .sessionEnded: "session_ended"
        case .paidLate: "paid_late"
        }
    }

    /// Reads an outcome as it stands in JSON, exactly.
    package init?(parsing text: String) {
        guard let outcome = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = outcome
    }
}
