/// Where a checkout session stands.
package enum SessionStatus: UInt8, Hashable, Sendable, CaseIterable {
    /// Waits for a customer.
    case open
    /// The customer has named a wallet, and payment is being prepared there.
    case preparing
    /// The wallet waits for the customer's approval.
    case awaitingApproval
    /// A genuine approval was claimed: money may move.
    case processing
    /// The merchant's wallet has the whole amount. Final.
    case completed
    /// Its time was up, or the merchant ended it. Final.
    case expired
    /// The merchant called it off. Final.
    case canceled

    /// The status as it stands in JSON.
    package var text: StaticString {
        switch self {
        case .open: "open"
        case .preparing: "preparing"
        case .awaitingApproval: "awaiting_approval"
        case .processing: "processing"
        case .completed: "completed"
        case .expired: "expired"
        case .canceled: "canceled"
        }
    }

    /// Whether nothing can follow.
    package var isFinal: Bool {
        switch self {
        case .open, .preparing, .awaitingApproval, .processing: false
        case .completed, .expired, .canceled: true
        }
    }

    /// Whether time, the merchant's word or a cancellation can end it: no approval was claimed yet.
    ///
    /// `processing` is never cut short, since money may be on its way.
    package var isStoppable: Bool {
        switch self {
        case .open, .preparing, .awaitingApproval: true
        case .processing, .completed, .expired, .canceled: false
        }
    }

    /// Reads a status as it stands in JSON, exactly.
    package init?(parsing text: String) {
        guard let status = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = status
    }
}
