import Checkout
import CheckoutEngine
import Cryptography
import OpenPayments

/// Steps 9 to 12: having the customer approve at the wallet.
extension PaymentFlow {
    /// Asks the wallet for its owner's approval, once the customer has agreed to the price; what the customer's
    /// browser goes to, or nil if that came to nothing.
    mutating func askConsent(_ terms: ConsentTerms) async throws(FlowStop) -> String? {
        var attempt = try attempt()
        guard let incoming = attempt.incoming, let quote = attempt.quote else { throw .movedOn }
        guard attempt.callbacks.count < Limits.consentsCount else {
            // A wallet whose answers are lost is not asked for ever either.
            try await abandonPreparation(.failed, .walletFailing)
            return nil
        }
        let nonce = InteractionFinish.nonce(from: context.engine.random)
        let callback = CallbackToken(stripe: session.stripe, random: context.engine.random.next128())
        // One that was asked for and never answered was seen by nobody, and may be answered all the same.
        attempt.earlierCallbacks = attempt.callbacks
        let consent = ConsentRequest(
            clientNonce: nonce,
            callback: callback,
            grantURL: attempt.customer.authServer,
            debitLimit: quote.debit,
            schedule: terms.recurring.map { BillingSchedule(subscribedAt: now, recurring: $0) },
            agreement: terms.agreement,
            expiresAt: min(now + FlowLimits.consentSeconds, current.session.state.expiresAt),
            answer: nil
        )
        attempt.consent = consent
        try await advance(to: attempt)
        let finish = InteractionFinish(uri: terms.callbackPrefix + callback.text, nonce: nonce)
        let answer = await result { () async throws(OpenPaymentsProblem) in
            try await client.grant(
                access(attempt, incoming, consent),
                at: attempt.customer.authServer,
                finish: finish
            )
        }
        switch answer {
        case .success(.pending(let pending)):
            return try await awaitConsent(pending, incoming)
        case .success(.granted(let grant)):
            // Nobody has approved anything: such a wallet is not to be trusted with the customer's money.
            _ = try? await client.cancelGrant(grant.continuation)
            try await abandonPreparation(.failed, .walletUnsuitable)
        case .failure(let problem):
            try await abandonPreparation(.failed, WalletFault.ofCustomer(problem))
        }
        return nil
    }

    private mutating func awaitConsent(
        _ pending: PendingGrant,
        _ incoming: ExpectedPayment
    ) async throws(FlowStop) -> String? {
        var next = try attempt()
        // Of the second that runs nobody knows how much is over, and who asks too early waits once more.
        let wait = pending.waitSeconds > 0 ? min(pending.waitSeconds, FlowLimits.consentSeconds) + 1 : 0
        next.consent = next.consent?
            .answered(
                ConsentRequest.Answer(
                    continueURL: pending.continuation.uri,
                    sealedToken: try seal(pending.continuation.token, as: .continuation),
                    waitUntil: now + wait,
                    serverNonce: pending.serverNonce,
                    interactionURL: pending.redirect
                )
            )
        let waiting = next.moved(to: .awaitingConsent, at: now)
        do throws(FlowStop) {
            try await advance(
                to: waiting,
                isPartiallyPaid ? [] : [.awaitApproval(incomingPayment: incoming.url)]
            )
            return pending.redirect
        } catch {
            guard case .movedOn = error, status.isFinal, current.attempt?.stage == .preparing else { throw error }
            // The session has ended meanwhile: the grant is not to stay behind.
            next.stage = .closing
            next.stageSince = now
            next.outcome = .sessionEnded
            try await advance(to: next)
            return nil
        }
    }

    /// Nothing is to be done before the customer comes back, or does not.
    mutating func waitForConsent() async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        guard let consent = attempt.consent else { throw .broken }
        let end = consent.expiresAt + FlowLimits.consentGraceSeconds
        guard now >= end else {
            context.engine.lookAgain(at: end, of: session)
            return false
        }
        try await decide(.failed, .approvalLost)
        return true
    }
}
