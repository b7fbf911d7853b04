/// Where the delivery of an event stands.
package enum DeliveryStatus: UInt8, Hashable, Sendable, CaseIterable {
    /// Another attempt will be made.
    case pending
    /// The merchant's server has taken it. Final, unless it is sent again by hand.
    case delivered
    /// The last attempt of the schedule has failed. Final, unless it is sent again by hand.
    case failed
    /// There was no destination any more when it was due. Final, unless it is sent again by hand.
    case canceled

    /// The status as it stands in JSON.
    package var text: StaticString {
        switch self {
        case .pending: "pending"
        case .delivered: "delivered"
        case .failed: "failed"
        case .canceled: "canceled"
        }
    }

    /// Reads a status as it stands in JSON, exactly.
    package init?(parsing text: String) {
        guard let status = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = status
    }
}
