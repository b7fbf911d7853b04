import OutboundHTTP

/// Quotes and outgoing payments: the customer's wallet.
extension OpenPaymentsClient {
    /// Asks what a payment costs; quotes bind nobody, so this is tried again by itself where the wallet is busy.
    ///
    /// What is to arrive must be `receiveAmount`, if it is given, and the payer's asset `assetCode`.
    package func createQuote(
        _ request: QuoteRequest,
        at resourceServer: String,
        token: SecretText,
        receiveAmount: Amount?,
        assetCode: String
    ) async throws(OpenPaymentsProblem) -> Quote {
        let url = try remote(below: resourceServer, "/quotes")
        let call = PaymentCall(method: "POST", url: url, token: token, body: request.body, repetition: .harmless)
        return try await object(call) { (object) throws(AnswerProblem) in
            _ = try object.url("id", at: url.origin, policy: policy)
            let quote = try Quote(object, policy: policy)
            guard quote.walletAddress == request.walletAddress else { throw .memberDiffers("walletAddress") }
            guard quote.receiver == request.receiver else { throw .memberDiffers("receiver") }
            guard receiveAmount == nil || quote.receiveAmount == receiveAmount else {
                throw .memberDiffers("receiveAmount")
            }
            guard quote.debitAmount.assetCode == assetCode else { throw .memberDiffers("debitAmount") }
            switch request.fixing {
            case .debit(let amount): guard quote.debitAmount == amount else { throw .memberDiffers("debitAmount") }
            case .receive(let amount):
                guard quote.receiveAmount == amount else { throw .memberDiffers("receiveAmount") }
            case nil: break
            }
            return quote
        }
    }

    /// Looks at a quote.
    package func quote(_ id: String, token: SecretText) async throws(OpenPaymentsProblem) -> Quote {
        let call = PaymentCall(method: "GET", url: try remote(id), token: token, repetition: .harmless)
        return try await object(call) { (object) throws(AnswerProblem) in
            try named(id, try Quote(object, policy: policy), \.id)
        }
    }

    /// Makes a payment.
    ///
    /// It is sent once: after a lost answer the payment may exist, see ``OpenPaymentsProblem/mayHaveBeenDone``.
    package func createOutgoingPayment(
        _ request: OutgoingPaymentRequest,
        at resourceServer: String,
        token: SecretText
    ) async throws(OpenPaymentsProblem) -> OutgoingPayment {
        let url = try remote(below: resourceServer, "/outgoing-payments")
        let call = PaymentCall(method: "POST", url: url, token: token, body: request.body)
        return try await object(call) { (object) throws(AnswerProblem) in
            _ = try object.url("id", at: url.origin, policy: policy)
            let payment = try OutgoingPayment(object, policy: policy)
            guard payment.walletAddress == request.walletAddress else { throw .memberDiffers("walletAddress") }
            if let quoteID = payment.quoteID, let asked = request.quoteID {
                guard quoteID == asked else { throw .memberDiffers("quoteId") }
            }
            return payment
        }
    }

    /// Looks at a payment.
    package func outgoingPayment(
        _ id: String,
        token: SecretText
    ) async throws(OpenPaymentsProblem) -> OutgoingPayment {
        let call = PaymentCall(method: "GET", url: try remote(id), token: token, repetition: .harmless)
        return try await object(call) { (object) throws(AnswerProblem) in
            try named(id, try OutgoingPayment(object, policy: policy), \.id)
        }
    }

    /// Lists the outgoing payments of a wallet address that this client made, a page at a time.
    package func outgoingPayments(
        of walletAddress: String,
        at resourceServer: String,
        token: SecretText,
        first count: Int = 10,
        after cursor: PageCursor? = nil
    ) async throws(OpenPaymentsProblem) -> PaymentPage<OutgoingPayment> {
        let query = PageQuery(walletAddress: walletAddress, count: count, cursor: cursor)
        let url = try remote(below: resourceServer, "/outgoing-payments?\(query.text)")
        return try await page(at: url, token: token, of: OutgoingPayment.init)
    }

    /// What the payments of a token's grant have come to; older wallets do not tell, and answer
    /// ``RefusalReason/notFound``.
    package func grantSpending(
        at resourceServer: String,
        token: SecretText
    ) async throws(OpenPaymentsProblem) -> GrantSpending {
        let url = try remote(below: resourceServer, "/outgoing-payment-grant")
        let call = PaymentCall(method: "GET", url: url, token: token, repetition: .harmless)
        return try await object(call) { (object) throws(AnswerProblem) in try GrantSpending(object) }
    }
}
