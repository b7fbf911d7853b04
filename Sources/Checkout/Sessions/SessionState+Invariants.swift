extension SessionState {
    /// Checks what is true of every state that the rules can lead to; throws the first thing that is not.
    ///
    /// Run on every session after recovery, and by tests after every step.
    package func checkInvariants() throws(SessionStateViolation) {
        if status.isFinal {
            guard endedAt != nil else { throw .endMissing(status) }
        } else {
            guard endedAt == nil else { throw .endedBeforeEnd(status) }
        }
        guard fits(paymentStatus) else { throw .paymentStatusUnfit(paymentStatus, status) }
        try checkAmount()
        try checkTrail()
    }

    /// Paid exactly when completed, partially paid only in processing.
    private func fits(_ paymentStatus: PaymentStatus) -> Bool {
        switch paymentStatus {
        case .paid: status == .completed
        case .partiallyPaid: status == .processing
        case .unpaid: status != .completed
        }
    }

    private func checkAmount() throws(SessionStateViolation) {
        guard let amountTotal else {
            switch status {
            case .open, .expired, .canceled: return
            case .preparing, .awaitingApproval, .processing, .completed: throw .amountMissing(status)
            }
        }
        guard NewSessionRules.checkAmount(amountTotal) == nil else { throw .amountOutOfRange(amountTotal) }
    }

    private func checkTrail() throws(SessionStateViolation) {
        switch status {
        case .open:
            guard customerWallet == nil else { throw .customerWalletUnfit }
        case .preparing:
            guard customerWallet != nil else { throw .customerWalletMissing(status) }
        case .awaitingApproval, .processing, .completed:
            guard customerWallet != nil else { throw .customerWalletMissing(status) }
            guard incomingPayment != nil else { throw .incomingPaymentMissing(status) }
        case .expired, .canceled:
            break
        }
        if outgoingPayment != nil, status != .completed, paymentStatus != .partiallyPaid {
            throw .outgoingPaymentUnfit(status)
        }
        if subscription != nil, status != .completed { throw .subscriptionUnfit(status) }
    }
}
