/// Which attempt to pay may follow on which, and in which session.
///
/// The four promises behind the table: one live attempt a session; nothing leads back from ``AttemptStage/charging``;
/// only who comes from ``AttemptStage/awaitingConsent`` may redeem an approval; and another incoming payment is asked
/// for only where the one before takes no money any more and has taken none.
package enum PaymentRules {
    /// Checks that an attempt may follow on what is there, `nil` where there is none; session or subscription aside.
    package static func check(
        _ next: PaymentAttempt,
        on previous: PaymentAttempt?,
        under basis: PaymentBasis = .approval
    ) throws(PaymentRuleViolation) {
        try checkStage(next, on: previous, under: basis)
        try PaymentParts.check(next, under: basis)
        guard let previous else { return }
        try checkIncoming(next, on: previous)
        guard next.received >= previous.received else { throw .partUnfit("received amount") }
        guard next.offers >= previous.offers else { throw .partUnfit("number of offers") }
        guard previous.callbacks.allSatisfy(next.callbacks.contains) else { throw .partUnfit("callbacks") }
        if next.number == previous.number { try checkSameAttempt(next, on: previous, under: basis) }
    }

    /// Checks that an attempt can be in a session of this state; true of every session at every time.
    package static func check(
        _ attempt: PaymentAttempt,
        in session: SessionState
    ) throws(PaymentRuleViolation) {
        let status = session.status
        let isPartial = session.paymentStatus == .partiallyPaid
        // A session can be ended at any time before an approval is claimed, and only then its attempt.
        let hasStopped = status == .expired || status == .canceled
        let fits =
            switch attempt.stage {
            case .preparing: status == .preparing || hasStopped || isPartial
            case .awaitingConsent: status == .awaitingApproval || hasStopped || isPartial
            case .continuing, .charging, .processing: status == .processing
            case .closing: true
            case .ended: status == .open || hasStopped || isPartial
            case .closed: status.isFinal || isPartial
            }
        guard fits else { throw .sessionUnfit(attempt.stage, status) }
        guard let outcome = attempt.outcome else { return }
        let agrees =
            switch outcome {
            case .paid: status == .completed
            case .partiallyPaid: isPartial || status == .completed
            case .failed, .abandoned: status != .completed
            case .sessionEnded, .paidLate: hasStopped
            }
        guard agrees else { throw .outcomeUnfit(attempt.stage, outcome) }
    }

    /// Checks what is true of every attempt in a session, and that both go together.
    ///
    /// Run on every attempt after recovery.
    package static func checkInvariants(
        of attempt: PaymentAttempt,
        in session: SessionState
    ) throws(PaymentRuleViolation) {
        try PaymentParts.check(attempt, under: .approval)
        try check(attempt, in: session)
    }

    private static func checkStage(
        _ next: PaymentAttempt,
        on previous: PaymentAttempt?,
        under basis: PaymentBasis
    ) throws(PaymentRuleViolation) {
        guard Limits.attemptsCount.contains(next.number) else { throw .numberUnfit(next.number) }
        guard next.number == previous?.number, let previous else {
            // A first attempt, or one behind another that is dead.
            guard next.number == (previous?.number ?? 0) + 1 else { throw .numberUnfit(next.number) }
            guard next.stage == .preparing, previous == nil || previous?.stage == .ended else {
                throw .stageUnfit(from: previous?.stage, to: next.stage)
            }
            return
        }
        guard previous.stage.successors(under: basis).contains(next.stage) else {
            throw .stageUnfit(from: previous.stage, to: next.stage)
        }
    }

    private static func checkIncoming(
        _ next: PaymentAttempt,
        on previous: PaymentAttempt
    ) throws(PaymentRuleViolation) {
        guard let old = previous.incoming else { return }
        guard let incoming = next.incoming, incoming.url == old.url else {
            guard old.isClosed, previous.received == 0, next.stage == .preparing else {
                throw .partUnfit("incoming payment")
            }
            return
        }
        guard next.amount == previous.amount else { throw .partUnfit("amount") }
        guard incoming.isClosed || !old.isClosed else { throw .partUnfit("incoming payment") }
    }

    private static func checkSameAttempt(
        _ next: PaymentAttempt,
        on previous: PaymentAttempt,
        under basis: PaymentBasis
    ) throws(PaymentRuleViolation) {
        guard next.customer == previous.customer else { throw .partUnfit("customer's wallet") }
        guard next.merchant == previous.merchant, next.keyID == previous.keyID else {
            throw .partUnfit("merchant's wallet")
        }
        guard next.amount == previous.amount else { throw .partUnfit("amount") }
        guard
            previous.outcome == nil || next.outcome == previous.outcome || next.outcome == .paidLate
                || next.outcome == .sessionEnded || next.outcome == .paid
        else { throw .outcomeUnfit(next.stage, next.outcome) }
        if basis == .approval, previous.stage != .preparing, next.stage.isLive {
            // How it is continued may change with every answer of the wallet; what was asked may not.
            guard next.consent?.isSameQuestion(as: previous.consent) ?? false else { throw .partUnfit("consent") }
        }
        if let reference = previous.interactionReference, next.stage.isLive {
            guard next.interactionReference == reference else { throw .partUnfit("interaction reference") }
        }
        guard let old = previous.charge else { return }
        guard let charge = next.charge else { throw .partUnfit("order") }
        // Once a wallet has taken an order, there is no other; before that it may be replaced, if nothing came of it.
        if let outgoingPayment = old.outgoingPayment {
            guard charge.outgoingPayment == outgoingPayment else { throw .partUnfit("outgoing payment") }
        }
        if next.stage != .charging {
            guard charge.body == old.body else { throw .partUnfit("order") }
        }
    }
}
