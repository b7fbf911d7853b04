import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// Charging a period: beginning an attempt, what goes before its order, and what comes behind its decision.
extension RenewalFlow {
    /// Begins an attempt to charge the period that runs.
    mutating func begin() async throws(FlowStop) -> Bool {
        let grant = try grant()
        let attempt =
            currentAttempt?
            .next(
                at: now,
                customer: grant.customer,
                merchant: grant.merchant,
                keyID: grant.keyID,
                amount: grant.amount
            )
            ?? PaymentAttempt(
                number: 1,
                at: now,
                customer: grant.customer,
                merchant: grant.merchant,
                keyID: grant.keyID,
                amount: grant.amount
            )
        try await advance(to: attempt)
        return true
    }

    /// Gets everything ready that an order takes, the token first; false if that has to wait.
    mutating func prepare() async throws(FlowStop) -> Bool {
        guard !isCanceled else { return try await abandon(.sessionEnded, nil) }
        guard now + FlowLimits.clockDifferenceSeconds < latestEnd else {
            return try await abandon(.failed, .walletFailing)
        }
        // A token that is about to run out is traded now: none may be lost on the way while money moves.
        let grant = try grant()
        if grant.isTokenShort(at: now) || grant.token.isRotating {
            switch try await trade() {
            case .traded, .refused: return true
            case .unanswered(let problem): return try await goOnLater(WalletFault.ofCustomer(problem))
            }
        }
        if !hasCheckedWallets {
            if let failure = try await checkWallets() { return try await didNotPrepare(failure) }
            hasCheckedWallets = true
        }
        if let incoming = try attempt().incoming, incoming.isClosed, let decided = try await lookAtEarlier() {
            return decided
        }
        guard let incoming = try attempt().incoming, !incoming.isClosed else {
            guard let problem = try await expectMoney() else { return true }
            note(.error, "the merchant's wallet takes no payment", ["problem": "\(problem)"])
            return try await didNotPrepare((.merchantWalletFailing, problem.isTransient))
        }
        guard !isRunningOut(incoming) else { return try await abandon(.failed, .walletFailing) }
        guard let quote = try attempt().quote, isFresh(quote) else { return try await askPrice(incoming) }
        return try await placeOrder()
    }

    /// Brings an attempt that is decided to its end: no more money may arrive for it; false if that has to wait.
    mutating func finish() async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        guard attempt.outcome != .paid else {
            try await advance(to: attempt.closed(.paid, at: now))
            return true
        }
        if attempt.incoming != nil {
            let receipt = await completeIncoming(attempt)
            if let receipt, try await settle(receipt) { return true }
            let isClosed = attempt.incoming?.isClosed == true || receipt?.isClosed == true
            guard isClosed else { return await waitOrLookAgain(since: attempt.stageSince) }
        }
        var next = try self.attempt().moved(to: .ended, at: now)
        next.incoming = next.incoming?.closed
        try await advance(to: next)
        return true
    }

    /// Begins the period that runs now; false if that has to wait.
    ///
    /// What an unpaid period was to bring is read a last time. A wallet that does not tell is asked for as long as a
    /// charge would be prepared at it: the one of the next period needs it, too.
    mutating func endPeriod() async throws(FlowStop) -> Bool {
        if !subscription.isPeriodPaid, let attempt = currentAttempt, attempt.incoming != nil {
            let late = now - subscription.period.end
            if let receipt = await readIncoming(attempt) {
                if try await settle(receipt) { return true }
            } else if late < FlowLimits.renewalPatienceSeconds {
                lookAgain(in: max(late / 4, FlowLimits.retrySeconds))
                return false
            }
        }
        // Periods that have passed while nobody looked are passed over: their windows are, too.
        try await take(.beginPeriod)
        return true
    }

    /// Looks once more at what an attempt before this one was to bring; nil if that is nothing, and another may follow.
    private mutating func lookAtEarlier() async throws(FlowStop) -> Bool? {
        guard let receipt = await readIncoming(try attempt()) else {
            return try await goOnLater(.merchantWalletFailing)
        }
        if try await settle(receipt) { return true }
        guard receipt.received == 0 else {
            try await settlePartly()
            return true
        }
        return nil
    }

    private mutating func askPrice(_ incoming: ExpectedPayment) async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        switch await result({ () async throws(OpenPaymentsProblem) in try await quote(attempt, incoming) }) {
        case .success(let quote):
            var next = attempt
            next.quote = price(of: quote)
            try await advance(to: next)
            // However short it lives at this wallet: there is no fresher one.
            quotesAsked += 1
            return try await placeOrder()
        case .failure(let problem):
            return try await didNotPrepare((WalletFault.ofQuote(problem), problem.isTransient))
        }
    }

    /// Whether both wallets are still those that the approval is about; nil if so.
    private func checkWallets() async throws(FlowStop) -> (failure: AttemptFailure, isTransient: Bool)? {
        let grant = try grant()
        for (wallet, failing) in [
            (grant.merchant, AttemptFailure.merchantWalletFailing), (grant.customer, .walletNotReached),
        ] {
            let answer = await result { () async throws(OpenPaymentsProblem) in
                try await client.walletAddress(at: wallet.address)
            }
            switch answer {
            case .success(let document):
                guard document.isStill(wallet) else {
                    let isMerchants = wallet == grant.merchant
                    note(
                        .error,
                        "a subscription's wallet is not what it was",
                        ["whose": isMerchants ? "the merchant's" : "the customer's"]
                    )
                    return (isMerchants ? .merchantWalletFailing : .walletUnsuitable, false)
                }
            case .failure(let problem): return (failing, problem.isTransient)
            }
        }
        return nil
    }

    private mutating func didNotPrepare(
        _ reason: (failure: AttemptFailure, isTransient: Bool)
    ) async throws(FlowStop) -> Bool {
        reason.isTransient
            ? try await goOnLater(reason.failure) : try await abandon(.failed, reason.failure)
    }

    /// Tries the preparation again a little later, unless it has been tried for long.
    private mutating func goOnLater(_ failure: AttemptFailure) async throws(FlowStop) -> Bool {
        let age = now - (try attempt().stageSince)
        guard age < FlowLimits.renewalPatienceSeconds else { return try await abandon(.failed, failure) }
        lookAgain(in: max(age / 4, FlowLimits.retrySeconds))
        return false
    }

    /// Ends an attempt of which nothing was ordered.
    private mutating func abandon(
        _ outcome: AttemptOutcome,
        _ failure: AttemptFailure?
    ) async throws(FlowStop) -> Bool {
        guard try attempt().incoming?.isClosed ?? true else {
            try await decide(outcome, failure)
            return true
        }
        var next = try attempt().moved(to: .ended, at: now)
        next.outcome = outcome
        next.failure = failure
        try await advance(to: next)
        return true
    }

    private func isRunningOut(_ incoming: ExpectedPayment) -> Bool {
        incoming.expiresAt <= now + FlowLimits.clockDifferenceSeconds
    }
}

extension WalletAddress {
    /// Whether a wallet is what it was when its owner approved.
    fileprivate func isStill(_ wallet: PayingWallet) -> Bool {
        id == wallet.address && authServer == wallet.authServer && resourceServer == wallet.resourceServer
            && assetCode == wallet.asset.code && Int(assetScale) == wallet.asset.scale
    }
}
