import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// The grant: trading its token in time, finding out that it is gone, and giving it back.
extension RenewalFlow {
    /// What came of trading a token.
    enum Trade {
        /// There is another.
        case traded
        /// Nobody knows, or not now.
        case unanswered(OpenPaymentsProblem)
        /// The grant is gone, and the subscription was canceled for it.
        case refused
    }

    /// No token is traded while an order is about: only what there is is used.
    mutating func freshToken() async throws(FlowStop) -> SecretText? {
        try open(try grant().token.sealedValue, as: .outgoing)
    }

    mutating func replaceToken() async throws(FlowStop) -> Bool {
        false
    }

    /// Trades the token between two charges, so that its wallet does not forget it; false if that has to wait.
    mutating func keepAlive() async throws(FlowStop) -> Bool {
        switch try await trade() {
        case .traded, .refused: return true
        case .unanswered:
            lookAgain(in: FlowLimits.unwatchedSeconds.upperBound)
            return false
        }
    }

    /// Trades the token for another.
    ///
    /// That it is tried is logged first. Where no answer comes, the old token may be dead and the new one nobody's: the
    /// old one is tried once more, and if its wallet does not know it then, the grant is lost.
    mutating func trade() async throws(FlowStop) -> Trade {
        let grant = try grant()
        let old = grant.token
        let known = AccessToken(
            value: try open(old.sealedValue, as: .outgoing),
            manage: old.manageURL,
            expiresInSeconds: 0,
            access: [.outgoingPayments(from: grant.customer.address, limits: limits(of: grant))]
        )
        let wasRotating = old.isRotating
        if !wasRotating { try await take(.keepToken(old.rotating)) }
        let asked = now
        switch await result({ () async throws(OpenPaymentsProblem) in try await client.rotateToken(known) }) {
        case .success(let token):
            try await take(.keepToken(try seal(token, as: .outgoing, askedAt: asked)))
            return .traded
        case .failure(let problem):
            note(.warning, "a subscription's token could not be traded for another", ["problem": "\(problem)"])
            return try await didNotTrade(problem, wasRotating: wasRotating)
        }
    }

    /// Has the wallet let go of the grant once nothing is charged any more; false if that has to wait.
    mutating func giveBack() async throws(FlowStop) -> Bool {
        let grant = try grant()
        let continuation = Continuation(
            uri: grant.continueURL,
            token: try open(grant.sealedContinueToken, as: .continuation)
        )
        let end = await result { () async throws(OpenPaymentsProblem) in try await client.cancelGrant(continuation) }
        if case .failure(let problem) = end {
            let age = now - (subscription.cancellation?.at ?? now)
            guard age >= FlowLimits.grantFarewellSeconds else {
                let bounds = FlowLimits.retrySeconds...FlowLimits.longestGrantWaitSeconds
                lookAgain(in: min(max(age / 4, bounds.lowerBound), bounds.upperBound))
                return false
            }
            note(.error, "a wallet has not let go of a subscription's grant", ["problem": "\(problem)"])
        }
        try await take(.close)
        return true
    }

    private mutating func didNotTrade(
        _ problem: OpenPaymentsProblem,
        wasRotating: Bool
    ) async throws(FlowStop) -> Trade {
        switch problem {
        case .notSent:
            // The request never left: the token is what it was.
            if !wasRotating { try await take(.keepToken(try grant().token.atRest)) }
            return .unanswered(problem)
        // What came may be of the wallet, or of something that stands before it: whether the old one is dead, the next
        // time tells.
        case .unanswered, .unusable: return .unanswered(problem)
        case .refused(let refusal):
            switch refusal.reason {
            case .rotationRejected, .unauthorized, .forbidden, .denied, .notFound, .continuationUnknown: break
            case .clientRejected:
                // Some wallets say so of a token that they do not know; but it may be our key that they do not.
                guard await isKeyAccepted() else {
                    note(.error, "a wallet does not accept the merchant's key any more")
                    return .unanswered(problem)
                }
            case .badRequest, .tooFast, .conflict, .tooManyRequests, .serverFailure, .other:
                return .unanswered(problem)
            }
            // Nobody has revoked what was lost on the way, or was left alone for too long.
            let isForgotten = now - (try grant()).token.expiresAt >= FlowLimits.forgottenTokenSeconds
            return try await lose(wasRotating || isForgotten ? .wallet : .customer)
        }
    }

    private mutating func lose(_ reason: CancelReason) async throws(FlowStop) -> Trade {
        note(.notice, "a subscription's grant is gone", ["reason": "\(reason.text)"])
        try await take(.cancel(reason))
        return .refused
    }

    /// Whether the customer's wallet still knows us by our key.
    private func isKeyAccepted() async -> Bool {
        guard let authServer = subscription.grant?.customer.authServer else { return false }
        let answer = await result { () async throws(OpenPaymentsProblem) in
            try await client.grant([.quotes], at: authServer)
        }
        if case .success = answer { return true }
        return false
    }

    private func limits(of grant: StandingGrant) -> PaymentLimits {
        PaymentLimits(
            subscription.schedule,
            amount: amount(grant.amount, of: grant.merchant.asset)
        )
    }
}

extension StandingGrant {
    /// Whether the token does not last for a charge: less than five minutes, or half of what it had.
    func isTokenShort(at now: Timestamp) -> Bool {
        let life = token.expiresAt - tokenObtainedAt
        return token.expiresAt - now < min(FlowLimits.renewalTokenSeconds, max(life / 2, 0))
    }
}

extension WalletToken {
    /// The same token while another is asked for in its place.
    var rotating: WalletToken {
        WalletToken(sealedValue: sealedValue, manageURL: manageURL, expiresAt: expiresAt, isRotating: true)
    }

    /// The same token when nothing is asked for in its place.
    var atRest: WalletToken {
        WalletToken(sealedValue: sealedValue, manageURL: manageURL, expiresAt: expiresAt)
    }
}
