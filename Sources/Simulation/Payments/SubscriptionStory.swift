package import Checkout
package import CheckoutEngine

/// A subscription's way through the wallets on which there are none: every step that whoever charges one can take,
/// without asking anybody.
package enum SubscriptionStory {
    /// The step that follows on what is there, to a charge's good end or to its failure; nil where nothing is to be
    /// done now.
    package static func step(after stored: StoredSubscription, at now: Timestamp, forward: Bool) -> SubscriptionStep? {
        command(after: stored.subscription, at: now, forward: forward)
            .map { SubscriptionStep(of: stored.id, version: stored.lastSequence, $0) }
    }

    private static func command(
        after subscription: Subscription,
        at now: Timestamp,
        forward: Bool
    ) -> SubscriptionCommand? {
        guard let grant = subscription.grant else { return nil }
        if let charge = subscription.charge, !subscription.isSettled {
            return .charge(next(after: charge, of: subscription, at: now, forward: forward))
        }
        if subscription.status == .canceled { return .close }
        if now >= subscription.period.end { return .beginPeriod }
        if grant.token.isRotating { return .keepToken(traded(grant.token, at: now)) }
        if grant.rotationDueAt <= now { return .keepToken(trading(grant.token)) }
        guard !subscription.isPeriodPaid, let due = subscription.nextChargeAt, due <= now,
            now <= subscription.period.chargeableThrough
        else { return nil }
        let first = PaymentAttempt(
            number: 1,
            at: now,
            customer: grant.customer,
            merchant: grant.merchant,
            keyID: grant.keyID,
            amount: grant.amount
        )
        return .charge(
            subscription.charge?
                .next(
                    at: now,
                    customer: grant.customer,
                    merchant: grant.merchant,
                    keyID: grant.keyID,
                    amount: grant.amount
                ) ?? first
        )
    }

    private static func next(
        after charge: PaymentAttempt,
        of subscription: Subscription,
        at now: Timestamp,
        forward: Bool
    ) -> PaymentAttempt {
        var next = charge
        switch charge.stage {
        case .preparing where subscription.status == .canceled:
            return decided(charge, .sessionEnded, at: now)
        case .preparing where !forward || now >= subscription.period.end:
            return decided(charge, .failed, at: now)
        case .preparing where charge.incoming == nil:
            next.incoming = PaymentStory.incoming(at: now)
        case .preparing where charge.quote == nil:
            next.quote = PaymentStory.quote(at: now)
        case .preparing:
            next.stage = .charging
            next.charge = ChargeOrder(quoteURL: charge.quote?.url ?? "", body: #"{"quoteId":"q"}"#)
        case .charging where forward:
            next.stage = .processing
            next.charge = charge.charge?.taken(as: "https://bank.example/op/outgoing-payments/5f1f")
        case .processing where forward:
            next = decided(charge, .paid, at: now)
            next.received = charge.amount
        case .charging, .processing:
            return decided(charge, .failed, at: now)
        case .closing:
            let isPaid = charge.outcome == .paid
            return isPaid ? charge.closed(.paid, at: now) : charge.moved(to: .ended, at: now)
        case .awaitingConsent, .continuing, .ended, .closed:
            preconditionFailure("a charge under a standing grant that is not settled waits for nobody")
        }
        next.stageSince = now
        return next
    }

    /// The attempt once it is over, and the merchant's wallet takes no more money for it.
    private static func decided(
        _ charge: PaymentAttempt,
        _ outcome: AttemptOutcome,
        at now: Timestamp
    ) -> PaymentAttempt {
        var next = charge.moved(to: .closing, at: now)
        next.outcome = outcome
        next.failure = outcome == .failed ? .paymentFailed : nil
        next.incoming = charge.incoming.map {
            ExpectedPayment(url: $0.url, expiresAt: $0.expiresAt, token: $0.token, isClosed: true)
        }
        return next
    }

    private static func trading(_ token: WalletToken) -> WalletToken {
        WalletToken(
            sealedValue: token.sealedValue,
            manageURL: token.manageURL,
            expiresAt: token.expiresAt,
            isRotating: true
        )
    }

    private static func traded(_ token: WalletToken, at now: Timestamp) -> WalletToken {
        WalletToken(
            sealedValue: token.sealedValue.map { $0 &+ 1 },
            manageURL: token.manageURL,
            expiresAt: now + 600
        )
    }
}
