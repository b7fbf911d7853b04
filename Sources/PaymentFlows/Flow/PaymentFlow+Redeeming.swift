import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// Step 13: redeeming an approval, which works once; and putting the order down.
extension PaymentFlow {
    /// Redeems the approval; false if that has to wait.
    mutating func redeem() async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        guard let consent = attempt.consent, let answer = consent.answer, let incoming = attempt.incoming,
            let reference = attempt.interactionReference
        else {
            throw .broken
        }
        if attempt.token != nil { return try await placeOrder() }
        guard try await sleep(until: answer.waitUntil) else { return false }
        let continuation = try continuation(of: answer)
        let access = access(attempt, incoming, consent)
        // An answer may be lost and the approval redeemed all the same: then nobody has the token, and asking once more
        // tells.
        for isLast in [false, true] {
            if isLast, await !sleep(.milliseconds(500)) { return false }
            let asked = now
            let answer = await result { () async throws(OpenPaymentsProblem) in
                try await client.continueGrant(continuation, interactRef: reference, asked: access)
            }
            switch answer {
            case .success(let grant):
                // One that was cut down to a single payment is no subscription.
                if consent.schedule != nil, !grant.token.hasInterval {
                    _ = try? await client.cancelGrant(grant.continuation)
                    try await decide(.failed, .walletUnsuitable)
                } else {
                    try await keep(grant, askedAt: asked)
                }
                return true
            case .failure(let problem):
                guard isLast || !problem.isTransient else { continue }
                return try await didNotRedeem(problem)
            }
        }
        return true
    }

    /// Waits until a time that is near; false for one that is not, which the engine remembers.
    private func sleep(until moment: Timestamp) async throws(FlowStop) -> Bool {
        let seconds = moment - now
        guard seconds > 0 else { return true }
        guard seconds <= FlowLimits.longestSleepSeconds else {
            lookAgain(in: seconds)
            return false
        }
        return await sleep(.seconds(seconds))
    }

    private mutating func keep(_ grant: Grant, askedAt moment: Timestamp) async throws(FlowStop) {
        var next = try attempt()
        next.token = try seal(grant.token, as: .outgoing, askedAt: moment)
        if let consent = next.consent, let answer = consent.answer {
            next.consent = consent.answered(
                ConsentRequest.Answer(
                    continueURL: grant.continuation.uri,
                    sealedToken: try seal(grant.continuation.token, as: .continuation),
                    waitUntil: answer.waitUntil,
                    serverNonce: answer.serverNonce,
                    interactionURL: answer.interactionURL
                )
            )
        }
        try await advance(to: next)
    }

    private mutating func didNotRedeem(_ problem: OpenPaymentsProblem) async throws(FlowStop) -> Bool {
        let isTooEarly: Bool
        if case .refused(let refusal) = problem { isTooEarly = refusal.reason == .tooFast } else { isTooEarly = false }
        let age = now - (try attempt().stageSince)
        if isTooEarly || problem.isTransient, age < FlowLimits.redeemingSeconds {
            lookAgain(in: FlowLimits.retrySeconds)
            return false
        }
        note(.warning, "an approval could not be redeemed", ["problem": "\(problem)"])
        // Without its token nothing can be paid: the grant is cancelled, and another attempt may follow.
        if case .unusable(let problem) = problem {
            try await decide(.failed, WalletFault.ofAnswer(problem))
        } else {
            try await decide(.failed, .approvalLost)
        }
        return true
    }
}

extension AccessToken {
    /// Whether payments may be made with it in one window after the other.
    fileprivate var hasInterval: Bool {
        access.contains { $0.type == .outgoingPayment && $0.limits?.interval != nil }
    }
}
