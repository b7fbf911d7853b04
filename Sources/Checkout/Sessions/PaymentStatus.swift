/// How much of a session's amount the merchant's wallet has.
package enum PaymentStatus: UInt8, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case unpaid
    /// Something, not all: the session stays in processing for the merchant to settle.
    case partiallyPaid
    /// The whole amount.
    case paid

    /// The status as it stands in JSON.
    package var text: StaticString {
        switch self {
        case .unpaid: "unpaid"
        case .partiallyPaid: "partially_paid"
        case .paid: "paid"
        }
    }

    /// Reads a status as it stands in JSON, exactly.
    package init?(parsing text: String) {
        guard let status = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = status
    }
}
