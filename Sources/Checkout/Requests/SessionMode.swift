/// What a session sells.
package enum SessionMode: UInt8, Hashable, Sendable, CaseIterable {
    /// One payment for goods.
    case payment
    /// The first of recurring payments.
    case subscription
    /// A gift, possibly of an amount the donor chooses.
    case donation

    /// The mode as it stands in JSON.
    package var text: StaticString {
        switch self {
        case .payment: "payment"
        case .subscription: "subscription"
        case .donation: "donation"
        }
    }

    /// Reads a mode as it stands in JSON, exactly.
    package init?(parsing text: String) {
        guard let mode = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = mode
    }
}
