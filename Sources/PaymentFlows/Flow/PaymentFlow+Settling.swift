import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// What becomes of the session once money has arrived.
extension PaymentFlow {
    mutating func complete(_ next: PaymentAttempt) async throws(FlowStop) {
        var next = next
        guard let commands = commandsToComplete(next) else {
            next.outcome = .paidLate
            note(.error, "money has arrived for a session that has ended: it must be given back")
            return try await advance(to: next)
        }
        next.outcome = .paid
        let subscription = newSubscription(next)
        if subscription?.grant != nil {
            // From this very step on the grant is the subscription's: no farewell may cancel it.
            next.earlierCallbacks = next.callbacks
            next.consent = nil
            next.token = nil
        }
        try await advance(to: next, commands, subscription)
    }

    /// The subscription that a session begins as it is completed; nil for one that sells none, or is completed.
    ///
    /// Without a grant, where the money has come without the customer's approval or that is lost, it is over at once.
    private func newSubscription(_ attempt: PaymentAttempt) -> NewSubscription? {
        guard status != .completed, let recurring = SessionContents(of: current.session)?.order.purpose.recurring else {
            return nil
        }
        // Of an attempt that was decided before, the grant is cancelled or about to be.
        guard current.attempt?.stage.mayMoveMoney == true, let consent = attempt.consent,
            let schedule = consent.schedule, let answer = consent.answer, let token = attempt.token
        else {
            note(.warning, "a subscription is paid for once, without an approval of what follows")
            let schedule = BillingSchedule(subscribedAt: now, recurring: recurring)
            return NewSubscription(schedule: schedule, grant: nil)
        }
        let grant = StandingGrant(
            customer: attempt.customer,
            merchant: attempt.merchant,
            keyID: attempt.keyID,
            sealedKey: attempt.sealedKey,
            amount: attempt.amount,
            agreement: consent.agreement,
            continueURL: answer.continueURL,
            sealedContinueToken: answer.sealedToken,
            token: token,
            tokenObtainedAt: now
        )
        return NewSubscription(schedule: schedule, grant: grant)
    }

    mutating func settlePartly() async throws(FlowStop) {
        let outgoing = try attempt().charge?.outgoingPayment
        note(.error, "a payment has arrived in part: the merchant has to settle it")
        try await decide(
            .partiallyPaid,
            .paymentFailed,
            isPartiallyPaid ? [] : [.recordPartialPayment(outgoingPayment: outgoing)]
        )
    }

    /// What takes the session to its completion from where it is; nil where it has ended otherwise.
    private func commandsToComplete(_ attempt: PaymentAttempt) -> [SessionCommand]? {
        let complete = SessionCommand.complete(
            outgoingPayment: attempt.charge?.outgoingPayment,
            subscription: current.session.mode == .subscription ? SubscriptionID(of: session).text : nil
        )
        let awaitApproval = SessionCommand.awaitApproval(incomingPayment: attempt.incoming?.url ?? "")
        return switch status {
        case .preparing: [awaitApproval, .claimApproval, complete]
        case .awaitingApproval: [.claimApproval, complete]
        case .processing: [complete]
        case .open, .expired, .canceled: nil
        case .completed: []
        }
    }
}
