import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// The merchant's wallet: the only word on whether something was paid.
extension PaymentFlow {
    /// What the merchant's wallet says.
    struct Receipt {
        /// What has arrived, in the wallet's units.
        let received: UInt64

        /// Whether it takes no more.
        let isClosed: Bool
    }

    /// Reads the incoming payment, as its client or, where that is not possible, as anybody may.
    func readIncoming(_ attempt: PaymentAttempt) async -> Receipt? {
        guard let incoming = attempt.incoming else { return nil }
        if let token = incoming.token, token.expiresAt > now, let value = try? open(token.sealedValue, as: .incoming),
            let payment = try? await client.incomingPayment(incoming.url, token: value)
        {
            return receipt(payment, attempt)
        }
        if let received = try? await client.publicIncomingPayment(incoming.url).receivedAmount {
            guard received.isSameAsset(as: expected(attempt)) else { return nil }
            return Receipt(received: received.value, isClosed: incoming.isClosed)
        }
        // Not every wallet tells anybody, and the token that came with the payment does not last.
        return try? await readWithToken(attempt, incoming)
    }

    /// Has the merchant's wallet take no more money; nil if it cannot be told now.
    ///
    /// It is always asked, since its clock is not ours, and closed is only what it says is.
    func completeIncoming(_ attempt: PaymentAttempt) async -> Receipt? {
        guard let incoming = attempt.incoming, !incoming.isClosed else { return await readIncoming(attempt) }
        do throws(OpenPaymentsProblem) {
            let token = try await incomingToken(attempt, incoming)
            return receipt(try await client.completeIncomingPayment(incoming.url, token: token), attempt)
        } catch {
            guard case .refused(let refusal) = error, !refusal.isTransient else { return nil }
            // It may have been closed before: by us, by its own end, or by having received everything.
            if refusal.reason == .conflict || refusal.reason == .badRequest {
                return try? await readWithToken(attempt, incoming)
            }
            return await readPast(attempt, incoming)
        }
    }

    /// The receipt of an incoming payment whose wallet does not know our key any more, long behind its end and its
    /// session's: what anybody may read is the last word then, and nobody can be asked to pay for this session again.
    private func readPast(_ attempt: PaymentAttempt, _ incoming: ExpectedPayment) async -> Receipt? {
        let end = max(incoming.expiresAt, current.session.state.expiresAt)
        guard now >= end + FlowLimits.settlementMarginSeconds,
            let received = try? await client.publicIncomingPayment(incoming.url).receivedAmount,
            received.isSameAsset(as: expected(attempt))
        else {
            return nil
        }
        return Receipt(received: received.value, isClosed: true)
    }

    private func readWithToken(
        _ attempt: PaymentAttempt,
        _ incoming: ExpectedPayment
    ) async throws(OpenPaymentsProblem) -> Receipt? {
        let token = try await incomingToken(attempt, incoming)
        return receipt(try await client.incomingPayment(incoming.url, token: token), attempt)
    }

    /// What a payment comes to; nil if it is in another asset than was asked for.
    ///
    /// One whose own end is past takes no more either, though wallets do not call it complete; clocks may differ a bit.
    private func receipt(_ payment: IncomingPayment, _ attempt: PaymentAttempt) -> Receipt? {
        guard payment.receivedAmount.isSameAsset(as: expected(attempt)) else { return nil }
        let isPast = payment.expiresAt.map { $0 + FlowLimits.clockDifferenceSeconds <= now } ?? false
        return Receipt(received: payment.receivedAmount.value, isClosed: payment.isCompleted || isPast)
    }

    /// Takes in what the merchant's wallet says, and decides the attempt if that is everything, or if the session has
    /// ended; true if it was decided.
    mutating func settle(_ receipt: Receipt) async throws(FlowStop) -> Bool {
        var next = try attempt()
        let isNews = receipt.received > next.received
        next.received = max(receipt.received, next.received)
        guard next.received >= next.amount else {
            if isNews, next.stage != .closing { try await advance(to: next) }
            return false
        }
        next = next.moved(to: .closing, at: now)
        next.failure = nil
        next.incoming = next.incoming.map { $0.closed }
        guard let commands = commandsToComplete(next) else {
            next.outcome = .paidLate
            note(.error, "money has arrived for a session that has ended: it must be given back")
            try await advance(to: next)
            return true
        }
        next.outcome = .paid
        try await advance(to: next, commands)
        return true
    }

    /// Notes that something has arrived, not all, and that nothing more is on its way.
    mutating func settlePartly() async throws(FlowStop) {
        let outgoing = try attempt().charge?.outgoingPayment
        note(.error, "a payment has arrived in part: the merchant has to settle it")
        try await decide(
            .partiallyPaid,
            .paymentFailed,
            isPartiallyPaid ? [] : [.recordPartialPayment(outgoingPayment: outgoing)]
        )
    }

    /// A token for the incoming payment: the one that it came with, or another.
    private func incomingToken(
        _ attempt: PaymentAttempt,
        _ incoming: ExpectedPayment
    ) async throws(OpenPaymentsProblem) -> SecretText {
        if let token = incoming.token, token.expiresAt > now + FlowLimits.retrySeconds,
            let value = try? open(token.sealedValue, as: .incoming)
        {
            return value
        }
        let access = [Access.incomingPayments(at: attempt.merchant.address)]
        return try await client.grant(access, at: attempt.merchant.authServer).token.value
    }

    /// What takes the session to its completion from where it is; nil where it has ended otherwise.
    private func commandsToComplete(_ attempt: PaymentAttempt) -> [SessionCommand]? {
        let complete = SessionCommand.complete(
            outgoingPayment: attempt.charge?.outgoingPayment,
            subscription: nil
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

extension ExpectedPayment {
    /// The same payment when it takes no more money.
    var closed: ExpectedPayment {
        ExpectedPayment(url: url, expiresAt: expiresAt, token: token, isClosed: true)
    }
}
