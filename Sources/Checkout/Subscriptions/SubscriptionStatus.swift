/// Where a subscription stands.
package enum SubscriptionStatus: UInt8, Hashable, Sendable, CaseIterable {
    /// The last charge has arrived.
    case active
    /// The last charge has failed; it is tried again within its period, and the next period is charged as usual.
    case pastDue
    /// Nothing is charged any more. Final.
    case canceled

    /// The status as it stands in JSON.
    package var text: StaticString {
        switch self {
        case .active: "active"
        case .pastDue: "past_due"
        case .canceled: "canceled"
        }
    }

    /// Reads a status as it stands in JSON, exactly.
    package init?(parsing text: String) {
        guard let status = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = status
    }
}
