/// Decides what a command does to a session, and applies what was decided.
///
/// The table of statuses in code. Looking and changing are two functions: between them the event is logged, and
/// recovery is the second one alone.
package enum SessionRules {
    /// Says what a command leads to, or which rule forbids it; changes nothing.
    ///
    /// A session whose time is up takes ``SessionCommand/expire`` only. Processing is never cut short by time, but an
    /// attempt that fails after the deadline ends the session instead of opening it again.
    package static func decide(
        _ command: SessionCommand,
        on state: SessionState,
        at now: Timestamp
    ) throws(SessionRuleViolation) -> SessionEvent {
        if state.isDue(at: now) {
            guard case .expire = command else { throw .due }
            return .expired
        }
        switch command {
        case .prepare(let customerWallet, let amount):
            try require(.open, of: state)
            guard state.amountTotal != nil || amount != nil else { throw .amountNotChosen }
            guard amount.flatMap(NewSessionRules.checkAmount) == nil else { throw .amountOutOfRange }
            try requireReference(customerWallet)
            return .preparationStarted(customerWallet: customerWallet, amount: amount)
        case .awaitApproval(let incomingPayment):
            try require(.preparing, of: state)
            try requireReference(incomingPayment)
            return .approvalRequested(incomingPayment: incomingPayment)
        case .abandonPreparation:
            try require(.preparing, of: state)
            return .reopened
        case .abandonApproval:
            try require(.awaitingApproval, of: state)
            return .reopened
        case .claimApproval:
            try require(.awaitingApproval, of: state)
            return .approvalClaimed
        case .abandonPayment:
            try require(.processing, of: state)
            guard state.paymentStatus == .unpaid else { throw .moneyHasMoved }
            return state.expiresAt <= now ? .expired : .reopened
        case .recordPartialPayment(let outgoingPayment):
            try require(.processing, of: state)
            guard state.paymentStatus == .unpaid else { throw .moneyHasMoved }
            try requireReference(outgoingPayment)
            return .partiallyPaid(outgoingPayment: outgoingPayment)
        case .complete(let outgoingPayment, let subscription):
            try require(.processing, of: state)
            try requireReference(outgoingPayment)
            try requireReference(subscription)
            return .completed(outgoingPayment: outgoingPayment, subscription: subscription)
        case .expire:
            try requireStoppable(state)
            return .expired
        case .cancel:
            try requireStoppable(state)
            return .canceled
        }
    }

    /// Whether an event can follow on a state, time aside; recovery asks before it applies what it has read.
    package static func accepts(_ event: SessionEvent, on state: SessionState) -> Bool {
        switch event {
        case .preparationStarted(_, let amount):
            state.status == .open && (state.amountTotal != nil || amount != nil)
                && amount.flatMap(NewSessionRules.checkAmount) == nil
        case .approvalRequested: state.status == .preparing
        case .reopened: !state.status.isFinal && state.status != .open && state.paymentStatus == .unpaid
        case .approvalClaimed: state.status == .awaitingApproval
        case .partiallyPaid: state.status == .processing && state.paymentStatus == .unpaid
        case .completed: state.status == .processing
        case .expired: !state.status.isFinal && state.paymentStatus == .unpaid
        case .canceled: state.status.isStoppable
        }
    }

    /// Changes a state by an event that ``accepts(_:on:)``, which every event that was decided on this state is.
    package static func apply(_ event: SessionEvent, at moment: Timestamp, to state: inout SessionState) {
        precondition(accepts(event, on: state), "an applied event follows on the session's state")
        switch event {
        case .preparationStarted(let customerWallet, let amount):
            state.status = .preparing
            // A donor who starts over may choose again.
            state.amountTotal = amount ?? state.amountTotal
            state.setTrail(
                customerWallet: customerWallet,
                incomingPayment: state.incomingPayment,
                outgoingPayment: nil,
                subscription: nil
            )
        case .approvalRequested(let incomingPayment):
            state.status = .awaitingApproval
            state.setTrail(
                customerWallet: state.customerWallet,
                incomingPayment: incomingPayment,
                outgoingPayment: nil,
                subscription: nil
            )
        case .reopened:
            state.status = .open
            // The incoming payment stays: all attempts of a session fill the same one.
            state.setTrail(
                customerWallet: nil,
                incomingPayment: state.incomingPayment,
                outgoingPayment: nil,
                subscription: nil
            )
        case .approvalClaimed:
            state.status = .processing
        case .partiallyPaid(let outgoingPayment):
            state.paymentStatus = .partiallyPaid
            setPayment(outgoingPayment, subscription: nil, of: &state)
        case .completed(let outgoingPayment, let subscription):
            state.paymentStatus = .paid
            setPayment(outgoingPayment, subscription: subscription, of: &state)
            end(&state, as: .completed, at: moment)
        case .expired:
            end(&state, as: .expired, at: moment)
        case .canceled:
            end(&state, as: .canceled, at: moment)
        }
    }

    private static func end(_ state: inout SessionState, as status: SessionStatus, at moment: Timestamp) {
        state.status = status
        state.endedAt = moment
    }

    /// Notes the outgoing payment, keeping the one that is known when the event names none.
    private static func setPayment(_ outgoing: String?, subscription: String?, of state: inout SessionState) {
        state.setTrail(
            customerWallet: state.customerWallet,
            incomingPayment: state.incomingPayment,
            outgoingPayment: outgoing ?? state.outgoingPayment,
            subscription: subscription
        )
    }

    private static func require(_ status: SessionStatus, of state: SessionState) throws(SessionRuleViolation) {
        guard state.status == status else { throw .notAllowed(in: state.status) }
    }

    private static func requireStoppable(_ state: SessionState) throws(SessionRuleViolation) {
        guard state.status.isStoppable else { throw .notAllowed(in: state.status) }
    }

    private static func requireReference(_ text: String?) throws(SessionRuleViolation) {
        guard let text else { return }
        guard TextProblem.find(in: text, characters: 1...Limits.urlCharacters) == nil else { throw .referenceMalformed }
    }
}
