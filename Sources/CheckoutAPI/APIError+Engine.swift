import Checkout
import CheckoutEngine

/// What the engine answers, in HTTP and English.
extension APIError {
    /// Nothing was done, and why.
    init(_ reason: Unavailability) {
        switch reason {
        case .storage:
            self.init(
                status: 503,
                kind: .api,
                code: .storageUnavailable,
                message: "The request cannot be made durable now. Nothing was done; try again later."
            )
        case .overloaded:
            self.init(
                status: 503,
                kind: .api,
                code: .overloaded,
                message: "Too much is waiting. Nothing was done; try again in a moment."
            )
        case .idempotencyFull:
            self.init(
                status: 503,
                kind: .api,
                code: .overloaded,
                message: "No more idempotency keys can be remembered now. Nothing was done; try again later."
            )
        case .memoryFull:
            self.init(
                status: 503,
                kind: .api,
                code: .overloaded,
                message: "No more sessions can be held in memory now. Nothing was done; try again later."
            )
        }
        retryAfter = reason == .overloaded ? 1 : 5
    }

    /// The session's status does not allow it.
    init(_ violation: SessionRuleViolation, _ subject: Subject) {
        let status: StaticString =
            switch violation {
            case .notAllowed(let status): status.text
            case .due: SessionStatus.expired.text
            case .amountNotChosen, .amountOutOfRange, .amountFixed, .moneyHasMoved, .referenceMalformed:
                preconditionFailure("only the payment flow meets the rules of payments")
            }
        self.init(
            status: 400,
            code: .sessionNotOpen,
            message: "The session '\(subject.id)' is \(status): only one that is open, preparing or awaiting_approval "
                + "can be expired or canceled."
        )
    }
}
