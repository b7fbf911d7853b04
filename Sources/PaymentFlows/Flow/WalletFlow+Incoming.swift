import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// The merchant's wallet: the only word on whether something was paid.
extension WalletFlow {
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
        let end = max(incoming.expiresAt, latestEnd)
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

    /// Takes in what the merchant's wallet says, and decides the attempt if that is everything; true if it was
    /// decided.
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
        try await complete(next)
        return true
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
}

extension ExpectedPayment {
    /// The same payment when it takes no more money.
    var closed: ExpectedPayment {
        ExpectedPayment(url: url, expiresAt: expiresAt, token: token, isClosed: true)
    }
}
