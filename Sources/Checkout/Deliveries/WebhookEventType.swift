/// What merchants are told of a session by webhook: how it became final.
package enum WebhookEventType: UInt8, Hashable, Sendable, CaseIterable {
    /// The whole amount has arrived.
    case sessionCompleted
    /// Time was up, or the merchant has ended the session.
    case sessionExpired
    /// The merchant has called the session off.
    case sessionCanceled

    /// The type as it stands in bodies, headers and lists.
    package var text: StaticString {
        switch self {
        case .sessionCompleted: "checkout.session.completed"
        case .sessionExpired: "checkout.session.expired"
        case .sessionCanceled: "checkout.session.canceled"
        }
    }

    /// What is told of a session in this status; `nil` for one that is not final.
    package init?(of status: SessionStatus) {
        switch status {
        case .completed: self = .sessionCompleted
        case .expired: self = .sessionExpired
        case .canceled: self = .sessionCanceled
        case .open, .preparing, .awaitingApproval, .processing: return nil
        }
    }

    /// Reads a type as it stands in lists, exactly.
    package init?(parsing text: String) {
        guard let type = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = type
    }
}
