import Checkout

/// Subscriptions on stops of their way, made by the commands that lead there.
enum SubscriptionSample {
    static let moment = Timestamp(secondsSinceEpoch: 1_781_524_800)

    static let session = SessionID(partition: 7, stripe: 5, random: 77)

    static let token = WalletToken(
        sealedValue: [1, 2, 3],
        manageURL: "https://bank.example/token/1",
        expiresAt: moment + 600
    )

    static let grant = StandingGrant(
        customer: wallet("https://bank.example/alice", "EUR"),
        merchant: wallet("https://wallet.example/shop", "USD"),
        keyID: "key-1",
        amount: 999,
        continueURL: "https://bank.example/continue/1",
        sealedContinueToken: [4, 5, 6],
        token: token,
        tokenObtainedAt: moment
    )

    /// A monthly one whose session has just made it; its first period is June 15th to July 15th, 11:59.
    static let begun = Subscription(
        at: moment,
        schedule: BillingSchedule(subscribedAt: moment, recurring: .monthly),
        grant: grant
    )

    /// The same in its second period.
    static func inSecondPeriod() throws -> Subscription {
        try SubscriptionRules.decide(.beginPeriod, on: begun, at: begun.period.end)
    }

    /// A first attempt to charge, at a stage.
    static func charge(_ stage: AttemptStage, at moment: Timestamp = begun.period.end + 60) -> PaymentAttempt {
        var attempt = PaymentAttempt(
            number: 1,
            at: moment,
            customer: grant.customer,
            merchant: grant.merchant,
            keyID: grant.keyID,
            amount: grant.amount
        )
        guard stage != .preparing else { return attempt }
        attempt.incoming = ExpectedPayment(url: "https://wallet.example/in/2", expiresAt: moment + 1800, token: token)
        attempt.quote = PriceQuote(url: "https://bank.example/op/quotes/2", debit: 940, expiresAt: moment + 300)
        attempt.charge = ChargeOrder(quoteURL: "https://bank.example/op/quotes/2", body: #"{"quoteId":"2"}"#)
        attempt = attempt.moved(to: .charging, at: moment)
        guard stage != .charging else { return attempt }
        attempt.charge = attempt.charge?.taken(as: "https://bank.example/op/outgoing-payments/2")
        return attempt.moved(to: stage, at: moment)
    }

    /// An attempt that is over, and can take no more money.
    static func decided(_ charge: PaymentAttempt, _ outcome: AttemptOutcome, received: UInt64 = 0) -> PaymentAttempt {
        var next = charge.moved(to: .closing, at: charge.stageSince)
        next.outcome = outcome
        next.failure = outcome == .failed ? .paymentFailed : nil
        next.received = received
        next.incoming = charge.incoming.map {
            ExpectedPayment(url: $0.url, expiresAt: $0.expiresAt, token: $0.token, isClosed: true)
        }
        return next
    }

    /// What commands lead to, one after the other, at one moment.
    static func after(
        _ commands: [SubscriptionCommand],
        on subscription: Subscription,
        at now: Timestamp
    ) throws -> Subscription {
        try commands.reduce(subscription) { try SubscriptionRules.decide($1, on: $0, at: now) }
    }

    /// The way of a charge in the second period to its payment.
    static let payingWay: [SubscriptionCommand] = [
        .charge(charge(.preparing)), .charge(charge(.charging)), .charge(charge(.processing)),
        .charge(decided(charge(.processing), .paid, received: 999)),
        .charge(decided(charge(.processing), .paid, received: 999).closed(.paid, at: begun.period.end + 60)),
    ]

    private static func wallet(_ address: String, _ code: String) -> PayingWallet {
        guard let asset = WalletAsset(code: code, scale: 2) else {
            preconditionFailure("a code of three letters is one")
        }
        return PayingWallet(
            address: address,
            publicName: "Alice",
            authServer: "https://bank.example/auth",
            resourceServer: "https://bank.example/op",
            asset: asset
        )
    }

    /// Why a command is not taken; nil if it is.
    static func refusal(
        _ command: SubscriptionCommand,
        on subscription: Subscription,
        at now: Timestamp
    ) -> SubscriptionRuleViolation? {
        do throws(SubscriptionRuleViolation) {
            _ = try SubscriptionRules.decide(command, on: subscription, at: now)
            return nil
        } catch {
            return error
        }
    }

    /// The next period with a first attempt that fails.
    static func failed(_ subscription: Subscription) throws -> Subscription {
        let next = try SubscriptionRules.decide(.beginPeriod, on: subscription, at: subscription.period.end)
        let now = next.period.chargeableFrom
        let failed = decided(charge(.preparing, at: now), .failed)
        return try after(
            [.charge(charge(.preparing, at: now)), .charge(failed), .charge(failed.moved(to: .ended, at: now))],
            on: next,
            at: now
        )
    }
}
