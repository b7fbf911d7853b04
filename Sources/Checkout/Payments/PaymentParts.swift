/// What an attempt to pay must hold at which stage, and how much of it at most.
enum PaymentParts {
    static func check(
        _ attempt: PaymentAttempt,
        under basis: PaymentBasis
    ) throws(PaymentRuleViolation) {
        guard attempt.stage.isLive == (attempt.outcome == nil) else {
            throw .outcomeUnfit(attempt.stage, attempt.outcome)
        }
        guard attempt.amount > 0 else { throw .partUnfit("amount") }
        guard attempt.callbacks.count <= Limits.callbacksCount else { throw .partUnfit("callbacks") }
        guard attempt.heldGrants.count <= Limits.consentsCount else { throw .partUnfit("held grants") }
        switch basis {
        case .approval: try checkPresence(attempt)
        case .standingGrant: try checkPresenceUnderGrant(attempt)
        }
        try checkSizes(attempt)
    }

    /// The grant and its token are the subscription's; and what is over takes no more money, since the attempt behind
    /// it, or the next period's, is another payment.
    private static func checkPresenceUnderGrant(_ attempt: PaymentAttempt) throws(PaymentRuleViolation) {
        guard attempt.consent == nil, attempt.interactionReference == nil, attempt.token == nil,
            attempt.earlierCallbacks.isEmpty, attempt.heldGrants.isEmpty
        else { throw .partUnfit("consent") }
        switch attempt.stage {
        case .preparing:
            guard attempt.charge == nil else { throw .partUnfit("order") }
        case .awaitingConsent, .continuing:
            throw .stageUnfit(from: nil, to: attempt.stage)
        case .charging, .processing:
            guard attempt.incoming != nil else { throw .partMissing("incoming payment") }
            guard attempt.charge != nil else { throw .partMissing("order") }
            if attempt.stage == .processing {
                guard attempt.charge?.outgoingPayment != nil else { throw .partMissing("outgoing payment") }
            }
        case .closing:
            break
        case .ended, .closed:
            guard attempt.incoming?.isClosed ?? true else { throw .partUnfit("incoming payment") }
            if attempt.stage == .closed {
                guard attempt.incoming?.token == nil else { throw .partUnfit("secrets") }
            }
        }
    }

    static func checkSizes(_ grant: StandingGrant) throws(PaymentRuleViolation) {
        try check(grant.customer, "customer's wallet")
        try check(grant.merchant, "merchant's wallet")
        guard WalletKey.isIdentifier(grant.keyID) else { throw .partMalformed("key") }
        if let key = grant.sealedKey { try checkSealed(key, "key") }
        try checkText(grant.continueURL, "grant")
        if let agreement = grant.agreement { try checkText(agreement, "grant", Limits.agreementCharacters) }
        try checkSealed(grant.sealedContinueToken, "grant")
        try check(grant.token, "token")
    }

    private static func checkPresence(_ attempt: PaymentAttempt) throws(PaymentRuleViolation) {
        switch attempt.stage {
        case .preparing:
            guard attempt.interactionReference == nil else { throw .partUnfit("interaction reference") }
            guard attempt.charge == nil else { throw .partUnfit("order") }
        case .awaitingConsent:
            guard attempt.incoming != nil else { throw .partMissing("incoming payment") }
            guard attempt.quote != nil else { throw .partMissing("quote") }
            guard attempt.consent?.answer != nil else { throw .partMissing("consent") }
            guard attempt.interactionReference == nil else { throw .partUnfit("interaction reference") }
        case .continuing, .charging, .processing:
            guard attempt.incoming != nil else { throw .partMissing("incoming payment") }
            guard attempt.consent?.answer != nil else { throw .partMissing("consent") }
            guard attempt.interactionReference != nil else { throw .partMissing("interaction reference") }
            if attempt.stage.mayMoveMoney {
                guard attempt.token != nil else { throw .partMissing("token") }
                guard attempt.charge != nil else { throw .partMissing("order") }
            }
            if attempt.stage == .processing {
                guard attempt.charge?.outgoingPayment != nil else { throw .partMissing("outgoing payment") }
            }
        case .closing, .ended:
            break
        case .closed:
            guard attempt.consent == nil, attempt.interactionReference == nil, attempt.token == nil,
                attempt.incoming?.token == nil, attempt.sealedKey == nil, attempt.heldGrants.isEmpty
            else { throw .partUnfit("secrets") }
        }
    }

    private static func checkSizes(_ attempt: PaymentAttempt) throws(PaymentRuleViolation) {
        try check(attempt.customer, "customer's wallet")
        try check(attempt.merchant, "merchant's wallet")
        guard WalletKey.isIdentifier(attempt.keyID) else { throw .partMalformed("key") }
        if let key = attempt.sealedKey { try checkSealed(key, "key") }
        for grant in attempt.heldGrants {
            try checkText(grant.continueURL, "held grants")
            try checkSealed(grant.sealedToken, "held grants")
        }
        if let incoming = attempt.incoming {
            try checkText(incoming.url, "incoming payment")
            try check(incoming.token, "incoming payment's token")
        }
        if let quote = attempt.quote { try checkText(quote.url, "quote") }
        if let consent = attempt.consent {
            for text in [consent.clientNonce, consent.grantURL] { try checkText(text, "consent") }
            if let agreement = consent.agreement { try checkText(agreement, "consent", Limits.agreementCharacters) }
            if let answer = consent.answer {
                for text in [answer.continueURL, answer.serverNonce, answer.interactionURL] {
                    try checkText(text, "consent")
                }
                try checkSealed(answer.sealedToken, "consent")
            }
        }
        if let reference = attempt.interactionReference { try checkText(reference, "interaction reference") }
        try check(attempt.token, "token")
        if let charge = attempt.charge {
            try checkText(charge.quoteURL, "quote")
            try checkText(charge.body, "order", Limits.orderBodyCharacters)
            if let url = charge.outgoingPayment { try checkText(url, "outgoing payment") }
        }
    }

    private static func check(_ wallet: PayingWallet, _ part: String) throws(PaymentRuleViolation) {
        for text in [wallet.address, wallet.authServer, wallet.resourceServer] { try checkText(text, part) }
        if let name = wallet.publicName { try checkText(name, part, Limits.walletNameCharacters) }
    }

    private static func check(_ token: WalletToken?, _ part: String) throws(PaymentRuleViolation) {
        guard let token else { return }
        try checkText(token.manageURL, part)
        try checkSealed(token.sealedValue, part)
    }

    private static func checkText(
        _ text: String,
        _ part: String,
        _ characters: ClosedRange<Int> = 1...Limits.urlCharacters
    ) throws(PaymentRuleViolation) {
        guard TextProblem.find(in: text, characters: characters) == nil else { throw .partMalformed(part) }
    }

    private static func checkSealed(_ bytes: [UInt8], _ part: String) throws(PaymentRuleViolation) {
        guard 1...Limits.sealedTokenBytes ~= bytes.count else { throw .partMalformed(part) }
    }
}
