import Checkout

extension SessionRuleViolation {
    /// Why a session was not ended, in words for people.
    var sentence: String {
        switch self {
        case .notAllowed(let status): Self.sentence(of: status)
        case .due: "The session has just expired."
        case .moneyHasMoved: "Money has arrived already, so that the session cannot be ended."
        case .amountNotChosen, .amountOutOfRange, .amountFixed, .referenceMalformed: "The session does not allow this."
        }
    }

    /// Why a session of this status cannot be ended.
    static func sentence(of status: SessionStatus) -> String {
        switch status {
        case .open, .preparing, .awaitingApproval: "The session does not allow this."
        case .processing:
            "The customer has approved, and money may be on its way: the session cannot be ended any more."
        case .completed: "The session is completed already."
        case .expired: "The session has expired already."
        case .canceled: "The session is canceled already."
        }
    }
}
