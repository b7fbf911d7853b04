import OutboundHTTP

/// Incoming payments: the merchant's own wallet, whose word is the only one on whether something was paid.
extension OpenPaymentsClient {
    /// Makes an incoming payment.
    ///
    /// After a lost answer there may be one that nobody knows of; it only expires.
    package func createIncomingPayment(
        _ request: IncomingPaymentRequest,
        at resourceServer: String,
        token: SecretText
    ) async throws(OpenPaymentsProblem) -> IncomingPayment {
        let url = try remote(below: resourceServer, "/incoming-payments")
        let call = PaymentCall(method: "POST", url: url, token: token, body: request.body)
        return try await object(call) { (object) throws(AnswerProblem) in
            _ = try object.url("id", at: url.origin, policy: policy)
            let payment = try IncomingPayment(object, policy: policy)
            guard payment.walletAddress == request.walletAddress else { throw .memberDiffers("walletAddress") }
            guard payment.incomingAmount == request.incomingAmount else { throw .memberDiffers("incomingAmount") }
            guard payment.receivedAmount.isSameAsset(as: request.incomingAmount) else {
                throw .memberDiffers("receivedAmount")
            }
            return payment
        }
    }

    /// Looks at an incoming payment as the client that made it.
    package func incomingPayment(
        _ id: String,
        token: SecretText
    ) async throws(OpenPaymentsProblem) -> IncomingPayment {
        let call = PaymentCall(method: "GET", url: try remote(id), token: token, repetition: .harmless)
        return try await object(call) { (object) throws(AnswerProblem) in
            try named(id, try IncomingPayment(object, policy: policy), \.id)
        }
    }

    /// Looks at what anybody may see of an incoming payment, without token or signature.
    package func publicIncomingPayment(_ id: String) async throws(OpenPaymentsProblem) -> PublicIncomingPayment {
        let call = PaymentCall(method: "GET", url: try remote(id), isSigned: false, repetition: .harmless)
        return try await object(call) { (object) throws(AnswerProblem) in
            try PublicIncomingPayment(object, policy: policy)
        }
    }

    /// Closes an incoming payment: no later payment to it can arrive.
    package func completeIncomingPayment(
        _ id: String,
        token: SecretText
    ) async throws(OpenPaymentsProblem) -> IncomingPayment {
        let call = PaymentCall(method: "POST", url: try remote(below: id, "/complete"), token: token)
        return try await object(call) { (object) throws(AnswerProblem) in
            try named(id, try IncomingPayment(object, policy: policy), \.id)
        }
    }

    /// Lists the incoming payments of a wallet address that this client made, a page at a time.
    package func incomingPayments(
        of walletAddress: String,
        at resourceServer: String,
        token: SecretText,
        first count: Int = 10,
        after cursor: PageCursor? = nil
    ) async throws(OpenPaymentsProblem) -> PaymentPage<IncomingPayment> {
        let query = PageQuery(walletAddress: walletAddress, count: count, cursor: cursor)
        let url = try remote(below: resourceServer, "/incoming-payments?\(query.text)")
        return try await page(at: url, token: token, of: IncomingPayment.init)
    }

    /// What an answer describes, if it is what was asked for.
    func named<Value>(_ id: String, _ value: Value, _ name: (Value) -> String) throws(AnswerProblem) -> Value {
        guard name(value) == id else { throw .memberDiffers("id") }
        return value
    }
}
