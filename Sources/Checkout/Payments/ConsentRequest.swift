/// The question that the customer's wallet puts to its owner.
package struct ConsentRequest: Hashable, Sendable {
    /// What the wallet has answered to being asked.
    package struct Answer: Hashable, Sendable {
        /// Where the grant is continued and cancelled.
        package let continueURL: String

        /// What that takes, encrypted.
        package let sealedToken: [UInt8]

        /// When the wallet wants to be asked for the outcome, at the earliest.
        package let waitUntil: Timestamp

        /// The wallet's own part of the hash.
        package let serverNonce: String

        /// Where the owner approves.
        package let interactionURL: String

        /// An answer of these parts.
        package init(
            continueURL: String,
            sealedToken: [UInt8],
            waitUntil: Timestamp,
            serverNonce: String,
            interactionURL: String
        ) {
            self.continueURL = continueURL
            self.sealedToken = sealedToken
            self.waitUntil = waitUntil
            self.serverNonce = serverNonce
            self.interactionURL = interactionURL
        }
    }

    /// Our own part of the hash.
    package let clientNonce: String

    /// Where the owner comes back to.
    package let callback: CallbackToken

    /// The URL at which the grant was asked for, exactly: a part of the hash too.
    package let grantURL: String

    /// The most that may leave the wallet, in its own units.
    package let debitLimit: UInt64

    /// The periods in which the price may be taken once each; `nil` for a single payment.
    package let schedule: BillingSchedule?

    /// What the page has told the customer about payments behind this one; `nil` where there are none.
    package let agreement: String?

    /// When nobody waits for the owner's answer any more.
    package let expiresAt: Timestamp

    /// What the wallet has answered; `nil` while it is asked.
    package let answer: Answer?

    /// A question of these parts.
    package init(
        clientNonce: String,
        callback: CallbackToken,
        grantURL: String,
        debitLimit: UInt64,
        schedule: BillingSchedule? = nil,
        agreement: String? = nil,
        expiresAt: Timestamp,
        answer: Answer?
    ) {
        self.clientNonce = clientNonce
        self.callback = callback
        self.grantURL = grantURL
        self.debitLimit = debitLimit
        self.schedule = schedule
        self.agreement = agreement
        self.expiresAt = expiresAt
        self.answer = answer
    }

    /// Whether both ask the same, and are proven by the same nonces.
    func isSameQuestion(as other: ConsentRequest?) -> Bool {
        clientNonce == other?.clientNonce && callback == other?.callback && grantURL == other?.grantURL
            && debitLimit == other?.debitLimit && schedule == other?.schedule && agreement == other?.agreement
            && answer?.serverNonce == other?.answer?.serverNonce
    }

    /// The same question with what the wallet has answered.
    package func answered(_ answer: Answer) -> ConsentRequest {
        ConsentRequest(
            clientNonce: clientNonce,
            callback: callback,
            grantURL: grantURL,
            debitLimit: debitLimit,
            schedule: schedule,
            agreement: agreement,
            expiresAt: expiresAt,
            answer: answer
        )
    }
}
