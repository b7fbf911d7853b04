import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// What the customer has approved, and the tokens that come of it.
extension PaymentFlow {
    /// What the customer is asked to approve, and no more.
    ///
    /// A single payment is bound to the money that is expected and to the price that was shown; many are bound by what
    /// arrives in each period.
    func access(_ attempt: PaymentAttempt, _ incoming: ExpectedPayment, _ consent: ConsentRequest) -> [Access] {
        let limits =
            if let schedule = consent.schedule {
                PaymentLimits(schedule, amount: expected(attempt))
            } else {
                PaymentLimits(
                    receiver: incoming.url,
                    maximum: .debit(amount(consent.debitLimit, of: attempt.customer.asset))
                )
            }
        return [.outgoingPayments(from: attempt.customer.address, limits: limits)]
    }

    /// How a grant is continued or cancelled.
    func continuation(of answer: ConsentRequest.Answer) throws(FlowStop) -> Continuation {
        Continuation(uri: answer.continueURL, token: try open(answer.sealedToken, as: .continuation))
    }

    /// A token that can be used: the one that is there, or one that it was traded for; nil if there is none.
    mutating func freshToken() async throws(FlowStop) -> SecretText? {
        guard let token = try attempt().token else { return nil }
        // Where that comes to nothing the old one may be taken all the same; if not, that shows.
        if token.expiresAt < now + FlowLimits.tokenMarginSeconds { _ = try await replaceToken() }
        guard let token = try attempt().token else { return nil }
        return try open(token.sealedValue, as: .outgoing)
    }

    /// Trades the token for another, once; false if it stays.
    ///
    /// That it is tried is logged first: where no answer comes, the old token may be dead and the new one nobody's.
    mutating func replaceToken() async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        guard !hasRotated, let old = attempt.token, !old.isRotating, let consent = attempt.consent,
            let incoming = attempt.incoming
        else {
            return false
        }
        hasRotated = true
        let value = try open(old.sealedValue, as: .outgoing)
        var next = attempt
        next.token = old.rotating
        try await advance(to: next)
        let known = AccessToken(
            value: value,
            manage: old.manageURL,
            expiresInSeconds: 0,
            access: access(attempt, incoming, consent)
        )
        let asked = now
        switch await result({ () async throws(OpenPaymentsProblem) in try await client.rotateToken(known) }) {
        case .success(let token):
            next.token = try seal(token, as: .outgoing, askedAt: asked)
            try await advance(to: next)
            return true
        case .failure(let problem):
            note(.warning, "a token could not be traded for another", ["problem": "\(problem)"])
            return false
        }
    }
}
