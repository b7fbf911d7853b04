import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// What it takes to know a price: money that is expected, and a quote for it.
extension WalletFlow {
    /// A quote for the whole amount, of the customer's wallet.
    func quote(_ attempt: PaymentAttempt, _ incoming: ExpectedPayment) async throws(OpenPaymentsProblem) -> Quote {
        let grant = try await client.grant([.quotes], at: attempt.customer.authServer)
        let quote = try await client.createQuote(
            QuoteRequest(walletAddress: attempt.customer.address, receiver: incoming.url),
            at: attempt.customer.resourceServer,
            token: grant.token.value,
            receiveAmount: isPartiallyPaid ? nil : expected(attempt),
            assetCode: attempt.customer.asset.code
        )
        // The price is kept in the units of the wallet's document.
        guard quote.debitAmount.assetScale == attempt.customer.asset.scale else {
            throw .unusable(.memberDiffers("debitAmount"))
        }
        return quote
    }

    /// What a quote comes to in the customer's wallet's own units; a quote in others has none.
    func price(of quote: Quote) -> PriceQuote {
        PriceQuote(
            url: quote.id,
            debit: quote.debitAmount.value,
            expiresAt: quote.expiresAt ?? now + FlowLimits.quoteSeconds
        )
    }

    /// Has the merchant's wallet expect the money, and puts that down; nil if that went well, else why not.
    mutating func expectMoney() async throws(FlowStop) -> OpenPaymentsProblem? {
        let attempt = try attempt()
        let asked = now
        let expiresAt = min(asked + FlowLimits.incomingSeconds, latestEnd)
        let request = IncomingPaymentRequest(
            walletAddress: attempt.merchant.address,
            incomingAmount: expected(attempt),
            expiresAt: expiresAt,
            metadata: metadata(attempt)
        )
        let made = await result { () async throws(OpenPaymentsProblem) in
            let access = [Access.incomingPayments(at: attempt.merchant.address)]
            let grant = try await client.grant(access, at: attempt.merchant.authServer)
            let payment = try await client.createIncomingPayment(
                request,
                at: attempt.merchant.resourceServer,
                token: grant.token.value
            )
            return (payment, grant.token)
        }
        switch made {
        case .success(let (payment, token)):
            var next = attempt
            next.incoming = ExpectedPayment(
                url: payment.id,
                expiresAt: min(expiresAt, payment.expiresAt ?? expiresAt),
                token: try seal(token, as: .incoming, askedAt: asked)
            )
            try await advance(to: next)
            return nil
        case .failure(let problem): return problem
        }
    }
}
