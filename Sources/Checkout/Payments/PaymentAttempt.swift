/// All that is known of a session's way through the wallets; replaced as a whole, and logged before the next step.
///
/// A session has one at a time. What it holds is what the next start needs to go on after a crash at any point, and no
/// more; secrets in it are encrypted. Only ``PaymentRules`` says what may follow on it.
package struct PaymentAttempt: Hashable, Sendable {
    /// Which attempt of the session this is, from 1; ``Limits/attemptsCount``.
    package var number: Int

    /// How far it has come.
    package var stage: AttemptStage

    /// When it has come so far.
    package var stageSince: Timestamp

    /// How it was decided; set exactly once it is not live any more.
    package var outcome: AttemptOutcome?

    /// What its customer is told of its failure, or of the failure of the one before while it is live.
    package var failure: AttemptFailure?

    /// The wallet that is to pay.
    package var customer: PayingWallet

    /// The wallet that is to be paid.
    package var merchant: PayingWallet

    /// The key under which both wallets know us.
    package var keyID: String

    /// That key's private half, encrypted, since the merchant may change it meanwhile; `nil` once it is not needed.
    package var sealedKey: [UInt8]?

    /// What the merchant is to have, in the merchant's wallet's units.
    package var amount: UInt64

    /// The merchant's side; `nil` until it is there.
    package var incoming: ExpectedPayment?

    /// The customer's price; `nil` until it is known.
    package var quote: PriceQuote?

    /// How many prices the customer was shown so far in this session.
    package var offers = 0

    /// The question to the customer's wallet's owner; `nil` until it is put.
    package var consent: ConsentRequest?

    /// What the owner has come back with; set exactly once an approval was claimed.
    package var interactionReference: String?

    /// What lets us order the payment; `nil` until it is there, and once it is not needed.
    package var token: WalletToken?

    /// The order to pay; `nil` until it is about to be sent.
    package var charge: ChargeOrder?

    /// What the merchant's wallet has received, as far as it was seen, in its units.
    package var received: UInt64 = 0

    /// Where the owners of earlier attempts were to come back to: late ones still find their session.
    package var earlierCallbacks: [CallbackToken] = []

    /// Grants of earlier attempts that their wallets still hold: they are asked again whenever there is a farewell.
    package var heldGrants: [HeldGrant] = []

    /// An attempt that begins.
    package init(
        number: Int,
        at moment: Timestamp,
        customer: PayingWallet,
        merchant: PayingWallet,
        keyID: String,
        amount: UInt64
    ) {
        self.number = number
        stage = .preparing
        stageSince = moment
        self.customer = customer
        self.merchant = merchant
        self.keyID = keyID
        self.amount = amount
    }

    /// The attempt that follows on this one, which has ended: the incoming payment of the same amount at the same
    /// wallet stays, to be looked at once more if it takes no more money.
    package func next(
        at moment: Timestamp,
        customer: PayingWallet,
        merchant: PayingWallet,
        keyID: String,
        amount: UInt64
    ) -> PaymentAttempt {
        var next = PaymentAttempt(
            number: number + 1,
            at: moment,
            customer: customer,
            merchant: merchant,
            keyID: keyID,
            amount: amount
        )
        next.failure = failure
        let isSame = amount == self.amount && merchant.address == self.merchant.address
        next.incoming = incoming.flatMap { $0.isClosed && !isSame ? nil : $0 }
        next.offers = offers
        next.received = received
        next.earlierCallbacks = callbacks
        next.heldGrants = heldGrants
        return next
    }

    /// Every place that an owner of this session was ever to come back to.
    package var callbacks: [CallbackToken] {
        consent.map { earlierCallbacks + [$0.callback] } ?? earlierCallbacks
    }

    /// Whether another attempt may follow on this one: wallets are asked for so many approvals in a session.
    ///
    /// What came to no more than a price has asked no wallet's owner for anything, and does not count.
    package var mayBeFollowed: Bool {
        callbacks.count < Limits.consentsCount && number < Limits.attemptsCount.upperBound
    }

    /// Whether its order was taken and nothing can come of that any more, though its wallet does not say so.
    var isOverdue: Bool {
        stage == .processing && incoming?.isClosed == true && received == 0
    }

    /// The same attempt at another stage.
    package func moved(to stage: AttemptStage, at moment: Timestamp) -> PaymentAttempt {
        var attempt = self
        attempt.stage = stage
        attempt.stageSince = moment
        return attempt
    }

    /// The attempt once nothing is owed: without every secret, and without what only served to go on.
    package func closed(_ outcome: AttemptOutcome, at moment: Timestamp) -> PaymentAttempt {
        var attempt = moved(to: .closed, at: moment)
        attempt.outcome = outcome
        attempt.earlierCallbacks = callbacks
        attempt.consent = nil
        attempt.interactionReference = nil
        attempt.token = nil
        attempt.sealedKey = nil
        attempt.heldGrants = []
        attempt.incoming = incoming.map {
            ExpectedPayment(url: $0.url, expiresAt: $0.expiresAt, token: nil, isClosed: $0.isClosed)
        }
        return attempt
    }
}
