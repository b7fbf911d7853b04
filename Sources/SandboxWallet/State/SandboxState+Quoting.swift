/// Quotes.
extension SandboxState {
    /// Promises what a payment will cost.
    mutating func createQuote(
        _ request: QuoteRequest,
        for client: Client,
        now: Int64
    ) throws(ResourceRefusal) -> Quote {
        let account = try wallet(at: request.walletAddress)
        guard quotes.count < Limits.kept else { throw .full }
        guard let incoming = incomingPayment(at: request.receiver), incoming.isOpen(at: now), incoming.rest > 0 else {
            throw .malformed("invalid receiver")
        }
        let (debit, receive) = try amounts(request, from: account, to: incoming)
        guard receive.value <= incoming.rest else {
            throw .malformed("the receiver takes less than that")
        }
        let lifetime = account.manner == .staleQuotes ? 1000 : Limits.quoteLifetime
        let quote = Quote(
            id: identifiers.identifier(),
            walletName: account.name,
            client: client,
            receiver: request.receiver,
            incoming: incoming.id,
            receive: receive,
            debit: debit,
            createdAt: now,
            expiresAt: min(now + lifetime, incoming.expiresAt)
        )
        quotes[quote.id] = quote
        return quote
    }

    private func amounts(
        _ request: QuoteRequest,
        from account: Account,
        to incoming: IncomingPayment
    ) throws(ResourceRefusal) -> (debit: Amount, receive: Amount) {
        if let debit = request.debit {
            guard debit.asset == account.asset, debit.value > 0 else {
                throw .malformed("'debitAmount' is in the wallet's own currency and scale, and more than nothing")
            }
            let receive = ExchangeRates.delivery(
                of: debit,
                in: incoming.received.asset,
                feePercent: account.feePercent
            )
            guard let receive else { throw .noRate }
            guard receive.value > 0 else { throw .malformed("the amount is too small: nothing would arrive") }
            return (debit, receive)
        }
        guard let receive = request.receive ?? incoming.wanted.map({ Amount(incoming.rest, $0.asset) }) else {
            throw .malformed("the receiver has no amount of its own: 'debitAmount' or 'receiveAmount'")
        }
        guard receive.asset == incoming.received.asset, receive.value > 0 else {
            throw .malformed("'receiveAmount' is in the receiver's currency and scale, and more than nothing")
        }
        let debit = ExchangeRates.debit(toDeliver: receive, from: account.asset, feePercent: account.feePercent)
        guard let debit else { throw .noRate }
        return (debit, receive)
    }
}
