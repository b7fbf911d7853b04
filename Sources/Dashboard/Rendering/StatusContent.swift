import Checkout
import Pages

/// Where a session stands, in a word that is told apart by colour, too.
struct StatusContent: Sendable {
    let statusName: HTMLText

    /// The class under which the style sheet has it.
    let statusClass: HTMLText

    /// Of a session.
    init(_ state: SessionState) {
        let isPart = state.paymentStatus == .partiallyPaid
        statusName = HTMLText(isPart && !state.status.isFinal ? "Partially paid" : state.status.name)
        statusClass = HTMLText(isPart && !state.status.isFinal ? "alarm" : state.status.weight)
    }
}

extension SessionStatus {
    /// What people call it.
    var name: String {
        switch self {
        case .open: "Open"
        case .preparing: "Preparing"
        case .awaitingApproval: "Awaiting approval"
        case .processing: "Processing"
        case .completed: "Completed"
        case .expired: "Expired"
        case .canceled: "Canceled"
        }
    }

    fileprivate var weight: String {
        switch self {
        case .open, .preparing, .awaitingApproval: "open"
        case .processing: "busy"
        case .completed: "done"
        case .expired, .canceled: "ended"
        }
    }
}
