/// Incoming payments.
extension SandboxState {
    /// Makes a place for money to arrive.
    mutating func createIncomingPayment(
        _ request: IncomingPaymentRequest,
        for access: Access,
        now: Int64
    ) throws(ResourceRefusal) -> IncomingPayment {
        let account = try wallet(at: request.walletAddress)
        guard incomingPayments.count < Limits.kept else { throw .full }
        if let amount = request.amount {
            guard amount.asset == account.asset else {
                throw .malformed("'incomingAmount' is in the wallet's own currency and scale")
            }
            guard amount.value > 0 else { throw .malformed("'incomingAmount' is more than nothing") }
        }
        let expiresAt = request.expiresAt ?? now + Limits.incomingLifetime
        guard expiresAt > now, expiresAt <= now + Limits.incomingLifetime else {
            throw .malformed("'expiresAt' lies in the next 30 days")
        }
        let payment = IncomingPayment(
            id: identifiers.identifier(),
            walletName: account.name,
            client: access.grant.client,
            wanted: request.amount,
            received: .zero(account.asset),
            createdAt: now,
            expiresAt: expiresAt,
            metadata: request.metadata,
            secret: identifiers.secret()
        )
        incomingPayments[payment.id] = payment
        incomingOrder.append(payment.id)
        return payment
    }

    /// Closes a place: nothing arrives there any more.
    mutating func completeIncomingPayment(
        _ id: String,
        for access: Access,
        now: Int64
    ) throws(ResourceRefusal) -> IncomingPayment {
        guard var payment = incomingPayments[id], payment.client == access.grant.client else { throw .notFound }
        guard payment.isOpen(at: now) else {
            throw .wrongState("the payment is \(payment.isCompleted ? "completed" : "expired")")
        }
        payment.isCompleted = true
        incomingPayments[id] = payment
        return payment
    }

    /// The payment that a text is exactly the URL of.
    func incomingPayment(at address: String) -> IncomingPayment? {
        let prefix = "\(baseURL)/op/incoming-payments/"
        guard address.hasPrefix(prefix) else { return nil }
        return incomingPayments[String(address.dropFirst(prefix.count))]
    }
}
