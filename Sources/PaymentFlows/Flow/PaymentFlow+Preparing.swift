import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// Steps 4 to 7: what it takes to know the price at the customer's wallet.
extension PaymentFlow {
    /// Goes on from wherever the preparation stands; false once the customer has to agree.
    mutating func goOnPreparing() async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        if let incoming = attempt.incoming, attempt.quote == nil, attempt.number > 1 || attempt.received > 0 {
            // Another attempt has used it before: nothing may have arrived since.
            guard let receipt = await readIncoming(attempt) else {
                try await abandonPreparation(.failed, .merchantWalletFailing)
                return true
            }
            if try await settle(receipt) { return true }
            guard receipt.received == 0 || !incoming.isClosed else {
                note(.error, "money has arrived in part for an attempt that was given up")
                try await abandonPreparation(.failed, .merchantWalletFailing)
                return true
            }
            if receipt.received == 0, !incoming.isClosed, receipt.isClosed || isRunningOut(incoming) {
                try await closeIncoming()
                return true
            }
        }
        guard let incoming = attempt.incoming, !incoming.isClosed else {
            if let problem = try await expectMoney() {
                note(.error, "the merchant's wallet takes no payment", ["problem": "\(problem)"])
                try await abandonPreparation(.failed, .merchantWalletFailing)
            }
            return true
        }
        guard attempt.quote != nil else { return try await askPrice(incoming) }
        return false
    }

    /// Has the merchant's wallet take no more money for the incoming payment, so that another can take its place.
    mutating func closeIncoming() async throws(FlowStop) {
        guard let receipt = await completeIncoming(try attempt()), receipt.isClosed else {
            return try await abandonPreparation(.failed, .merchantWalletFailing)
        }
        if try await settle(receipt) { return }
        guard receipt.received == 0 else {
            note(.error, "something has arrived for a payment that nobody has ordered")
            return try await abandonPreparation(.failed, .merchantWalletFailing)
        }
        var next = try attempt()
        next.incoming = next.incoming?.closed
        try await advance(to: next)
    }

    /// Whether an incoming payment ends before it can be filled, and its session does not.
    private func isRunningOut(_ incoming: ExpectedPayment) -> Bool {
        incoming.expiresAt < min(now + FlowLimits.incomingMarginSeconds, current.session.state.expiresAt)
    }

    /// Asks the price; the customer is shown it once it is logged.
    mutating func askPrice(_ incoming: ExpectedPayment) async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        switch await result({ () async throws(OpenPaymentsProblem) in try await quote(attempt, incoming) }) {
        case .success(let quote):
            var next = attempt
            next.quote = price(of: quote)
            next.offers += 1
            try await advance(to: next)
        case .failure(let problem):
            try await fail(WalletFault.ofQuote(problem))
        }
        return true
    }

    /// Whether the price that the customer has agreed to still holds; if not, another may take its place.
    mutating func hasPriceStill() async throws(FlowStop) -> Bool {
        let before = try attempt()
        guard let incoming = before.incoming, let old = before.quote else { throw .movedOn }
        guard !isRunningOut(incoming) else {
            // The customer has looked at the price for long: all of it is prepared anew.
            var next = before
            next.quote = nil
            try await advance(to: next)
            try await closeIncoming()
            while try attempt().stage == .preparing, try await goOnPreparing() {}
            return false
        }
        guard old.expiresAt <= now + FlowLimits.consentQuoteSeconds else { return true }
        guard
            case .success(let quote) = await result({ () async throws(OpenPaymentsProblem) in
                try await self.quote(before, incoming)
            })
        else {
            return old.expiresAt > now + FlowLimits.quoteMarginSeconds
        }
        var next = before
        next.quote = price(of: quote)
        // Who pays the same needs not be asked again.
        let isSame = next.quote?.debit == old.debit
        next.offers += isSame ? 0 : 1
        try await advance(to: next)
        return isSame
    }

    /// Sees to it that another attempt can begin: an incoming payment of another amount, or at another wallet, takes no
    /// more money; false where that cannot be had now.
    mutating func freeIncoming(for amount: UInt64, at merchant: PayingWallet) async throws(FlowStop) -> Bool {
        guard let attempt = current.attempt, let incoming = attempt.incoming, !incoming.isClosed,
            attempt.amount != amount || attempt.merchant != merchant
        else {
            return true
        }
        guard let receipt = await completeIncoming(attempt), receipt.isClosed, receipt.received == 0 else {
            return false
        }
        var next = attempt
        next.incoming = incoming.closed
        try await advance(to: next)
        return true
    }

    private mutating func fail(_ reason: AttemptFailure) async throws(FlowStop) {
        if reason == .merchantWalletFailing { note(.error, "a wallet does not accept the merchant's key") }
        try await abandonPreparation(.failed, reason)
    }
}
