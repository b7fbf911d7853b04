package import Checkout
package import CheckoutEngine

/// A way through the wallets on which there are none: every step that a payment can take, for whoever drives one
/// without asking anybody.
///
/// Sealed secrets are bytes of no meaning.
package enum PaymentStory {
    /// The step that follows on what is there, to the payment's good end or to its failure; nil where nothing is left.
    package static func step(
        after current: SessionPayment,
        at now: Timestamp,
        callback random: UInt128,
        forward: Bool
    ) -> PaymentStep? {
        let session = current.session
        guard let attempt = current.attempt else {
            return begin(current, at: now)
        }
        var next = attempt
        var commands: [SessionCommand] = []
        var subscription: NewSubscription?
        switch attempt.stage {
        case .preparing where session.state.status.isFinal || !forward:
            next = decided(attempt, session.state, at: now)
            next.stage = session.state.status.isFinal ? .closing : .ended
            commands = session.state.status.isFinal ? [] : [.abandonPreparation]
        case .preparing where attempt.quote == nil:
            next = prepared(attempt, at: now)
        case .preparing:
            next = asked(
                attempt.moved(to: .awaitingConsent, at: now),
                CallbackToken(stripe: session.id.stripe, random: random),
                Recurring(ofSession: session.original()).map { BillingSchedule(subscribedAt: now, recurring: $0) }
            )
            commands = [.awaitApproval(incomingPayment: attempt.incoming?.url ?? "")]
        case .awaitingConsent where session.state.status.isFinal || !forward:
            next = decided(attempt, session.state, at: now)
        case .awaitingConsent:
            next.stage = .continuing
            next.interactionReference = "9b1d6c52-6f5e-4c1f-8d0a-2f7b3a1e5c44"
            commands = [.claimApproval]
        case .continuing where forward:
            next.stage = .charging
            next.token = token(at: now)
            next.charge = ChargeOrder(quoteURL: attempt.quote?.url ?? "", body: #"{"quoteId":"q"}"#)
        case .charging where forward:
            next.stage = .processing
            next.charge = attempt.charge?.taken(as: "https://bank.example/op/outgoing-payments/5f1f")
        case .processing where forward:
            next.stage = .closing
            next.outcome = .paid
            next.received = attempt.amount
            subscription = newSubscription(of: attempt, at: now)
            commands = [
                .complete(
                    outgoingPayment: attempt.charge?.outgoingPayment,
                    subscription: subscription == nil ? nil : SubscriptionID(of: session.id).text
                )
            ]
        case .continuing, .charging, .processing:
            next = decided(attempt, session.state, at: now)
        case .closing:
            return end(current, attempt, at: now)
        case .ended where session.state.status == .open:
            return attempt.mayBeFollowed ? begin(current, at: now) : nil
        case .ended where session.state.status.isFinal:
            next = attempt.closed(attempt.outcome ?? .sessionEnded, at: now)
        case .ended, .closed:
            return nil
        }
        next.stageSince = now
        return PaymentStep(
            of: session.id,
            version: current.version,
            to: next,
            commands: commands,
            subscription: subscription
        )
    }

    /// What the session makes if its customer was asked for more than one payment.
    private static func newSubscription(of attempt: PaymentAttempt, at now: Timestamp) -> NewSubscription? {
        guard let consent = attempt.consent, let schedule = consent.schedule, let answer = consent.answer,
            let token = attempt.token
        else {
            return nil
        }
        let grant = StandingGrant(
            customer: attempt.customer,
            merchant: attempt.merchant,
            keyID: attempt.keyID,
            amount: attempt.amount,
            continueURL: answer.continueURL,
            sealedContinueToken: answer.sealedToken,
            token: token,
            tokenObtainedAt: now
        )
        return NewSubscription(schedule: schedule, grant: grant)
    }

    private static func begin(_ current: SessionPayment, at now: Timestamp) -> PaymentStep? {
        guard current.session.state.status == .open else {
            return nil
        }
        let customer = wallet("https://bank.example/alice", "EUR")
        let merchant = wallet("https://wallet.example/shop", "USD")
        let attempt =
            current.attempt?.next(at: now, customer: customer, merchant: merchant, keyID: "key-1", amount: 4998)
            ?? PaymentAttempt(number: 1, at: now, customer: customer, merchant: merchant, keyID: "key-1", amount: 4998)
        return PaymentStep(
            of: current.session.id,
            version: current.version,
            to: attempt,
            commands: [.prepare(customerWallet: customer.address)]
        )
    }

    private static func end(_ current: SessionPayment, _ attempt: PaymentAttempt, at now: Timestamp) -> PaymentStep {
        let command: SessionCommand? =
            switch current.session.state.status {
            case .preparing: .abandonPreparation
            case .awaitingApproval: .abandonApproval
            case .processing: .abandonPayment
            case .open, .completed, .expired, .canceled: nil
            }
        let next =
            command == nil
            ? attempt.closed(attempt.outcome ?? .sessionEnded, at: now) : attempt.moved(to: .ended, at: now)
        return PaymentStep(
            of: current.session.id,
            version: current.version,
            to: next,
            commands: command.map { [$0] } ?? []
        )
    }

    /// The attempt once it is over, and a wallet is still to be told so.
    private static func decided(_ attempt: PaymentAttempt, _ state: SessionState, at now: Timestamp) -> PaymentAttempt {
        var next = attempt.moved(to: .closing, at: now)
        next.outcome = state.status.isFinal ? .sessionEnded : .failed
        next.failure = state.status.isFinal ? nil : .declined
        return next
    }

    private static func prepared(_ attempt: PaymentAttempt, at now: Timestamp) -> PaymentAttempt {
        var next = attempt
        next.incoming = attempt.incoming ?? incoming(at: now)
        next.quote = quote(at: now)
        next.offers += 1
        return next
    }

    static func incoming(at now: Timestamp) -> ExpectedPayment {
        ExpectedPayment(
            url: "https://wallet.example/op/incoming-payments/7c0e",
            expiresAt: now + 1800,
            token: token(at: now)
        )
    }

    static func quote(at now: Timestamp) -> PriceQuote {
        PriceQuote(url: "https://bank.example/op/quotes/5f1f", debit: 4661, expiresAt: now + 300)
    }

    private static func asked(
        _ attempt: PaymentAttempt,
        _ callback: CallbackToken,
        _ schedule: BillingSchedule?
    ) -> PaymentAttempt {
        var next = attempt
        next.consent = ConsentRequest(
            clientNonce: "c0ffee00-1111-4222-8333-444455556666",
            callback: callback,
            grantURL: attempt.customer.authServer,
            debitLimit: attempt.quote?.debit ?? 0,
            schedule: schedule,
            expiresAt: attempt.stageSince + 600,
            answer: ConsentRequest.Answer(
                continueURL: "https://auth.bank.example/continue/51aa",
                sealedToken: [1, 2, 3],
                waitUntil: attempt.stageSince + 5,
                serverNonce: "0F2E4D6C8B0A9E7D",
                interactionURL: "https://auth.bank.example/interact/8c1d/0F2E4D6C8B0A9E7D"
            )
        )
        return next
    }

    private static func token(at now: Timestamp) -> WalletToken {
        WalletToken(sealedValue: [4, 5, 6], manageURL: "https://auth.bank.example/token/dd17", expiresAt: now + 600)
    }

    private static func wallet(_ address: String, _ code: String) -> PayingWallet {
        guard let asset = WalletAsset(code: code, scale: 2) else {
            preconditionFailure("the story's wallets hold money")
        }
        return PayingWallet(
            address: address,
            publicName: nil,
            authServer: "https://auth.bank.example/auth",
            resourceServer: "https://bank.example/op",
            asset: asset
        )
    }
}
