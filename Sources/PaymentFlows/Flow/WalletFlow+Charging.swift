import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// What a wallet's list says of an order.
private enum Search {
    case found(OutgoingPayment)
    case nothing
    case unknown(OpenPaymentsProblem)
}

/// Step 14, and finding out what became of it: the one place where money could be asked for twice.
///
/// An order is sent once. Whatever is not certain about it, the incoming payment is read first, then the wallet's list;
/// the same bytes go out again only where the wallet says that there is nothing.
extension WalletFlow {
    /// Puts the order down; it is sent next.
    mutating func placeOrder() async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        guard let quote = attempt.quote else { throw .broken }
        var next = attempt.moved(to: .charging, at: now)
        next.charge = order(for: quote, of: attempt)
        try await advance(to: next)
        isOrderFresh = true
        return true
    }

    /// The order to pay a quote, as the very bytes that are sent.
    func order(for quote: PriceQuote, of attempt: PaymentAttempt) -> ChargeOrder {
        let request = OutgoingPaymentRequest(
            walletAddress: attempt.customer.address,
            quoteID: quote.url,
            metadata: metadata(attempt)
        )
        return ChargeOrder(quoteURL: quote.url, body: String(decoding: request.body, as: UTF8.self))
    }

    /// Sends the order, or finds out what became of it; false if that has to wait.
    mutating func charge() async throws(FlowStop) -> Bool {
        if isOrderFresh {
            isOrderFresh = false
            return try await sendOrder(isFirst: true)
        }
        return try await reconcile()
    }

    /// Sends the order as it was logged; `isFirst` says that it was certainly never sent.
    private mutating func sendOrder(isFirst: Bool) async throws(FlowStop) -> Bool {
        guard let order = try attempt().charge else { throw .broken }
        let quote = try attempt().quote
        // A price that was asked for just now is as fresh as this wallet has them, however short they live there.
        let isNew = isFirst && quotesAsked > 0 && quote.map { $0.expiresAt > now } ?? false
        guard isNew || isFresh(quote) else {
            return try await askPriceAgain(wasSent: !isFirst)
        }
        guard let token = try await freshToken(), let request = OutgoingPaymentRequest(body: Array(order.body.utf8))
        else {
            return try await waitForMerchant()
        }
        let resourceServer = try attempt().customer.resourceServer
        let answer = await result { () async throws(OpenPaymentsProblem) in
            try await client.createOutgoingPayment(request, at: resourceServer, token: token)
        }
        switch answer {
        case .success(let payment):
            try await didTake(payment)
            return true
        case .failure(let problem):
            note(.notice, "an order to pay was not answered with a payment", ["problem": "\(problem)"])
            if case .refused(let refusal) = problem {
                switch refusal.reason {
                case .badRequest, .notFound, .unauthorized, .forbidden, .denied, .clientRejected:
                    return try await didRefuse(refusal)
                case .tooFast, .continuationUnknown, .rotationRejected, .conflict, .tooManyRequests, .serverFailure,
                    .other:
                    break
                }
            }
            lookAgain(in: FlowLimits.retrySeconds)
            return false
        }
    }

    /// Looks what became of an order, at the merchant's wallet first.
    private mutating func reconcile() async throws(FlowStop) -> Bool {
        if let receipt = await readIncoming(try attempt()) {
            if try await settle(receipt) { return true }
        }
        switch try await search() {
        case .found(let payment):
            try await didTake(payment)
            return true
        case .nothing:
            guard try await isNothingSpent() else { return try await waitForMerchant() }
            return try await sendOrder(isFirst: false)
        case .unknown:
            return try await waitForMerchant()
        }
    }

    /// The wallet has refused the order: for good reason, or because it has one already.
    private mutating func didRefuse(_ refusal: Refusal) async throws(FlowStop) -> Bool {
        switch try await search() {
        case .found(let payment):
            try await didTake(payment)
            return true
        case .unknown:
            return try await waitForMerchant()
        case .nothing:
            break
        }
        switch refusal.reason {
        case .badRequest, .notFound:
            // The quote has expired: there may be another under the same approval.
            return try await askPriceAgain(wasSent: true)
        case .unauthorized, .forbidden:
            if try await replaceToken() { return try await sendOrder(isFirst: false) }
        case .tooFast, .clientRejected, .continuationUnknown, .rotationRejected, .denied, .conflict, .tooManyRequests,
            .serverFailure, .other:
            break
        }
        note(.error, "a wallet refuses an order that its owner has approved", ["status": "\(refusal.status)"])
        return try await giveUp(.paymentFailed)
    }

    /// Asks the price again, which is known not to have been paid, and pays it if that is within what was approved.
    ///
    /// An order that was sent may still be on its way: the same one does no harm, another one might. So another takes
    /// its place only once its quote is past, a while longer, with nothing spent and nothing received.
    private mutating func askPriceAgain(wasSent: Bool) async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        guard let incoming = attempt.incoming, let old = attempt.quote else { throw .broken }
        guard incoming.expiresAt > now else { return try await waitForMerchant() }
        if wasSent {
            guard now >= old.expiresAt + FlowLimits.orderSettlesSeconds, try await isNothingSpent() else {
                return await waitOrLookAgain(since: attempt.stageSince)
            }
            guard let receipt = await readIncoming(attempt) else {
                return await waitOrLookAgain(since: attempt.stageSince)
            }
            if try await settle(receipt) { return true }
            guard receipt.received == 0 else { return try await waitForMerchant() }
        }
        guard quotesAsked < FlowLimits.quotesAtOnce else {
            lookAgain(in: FlowLimits.retrySeconds)
            return false
        }
        quotesAsked += 1
        switch await result({ () async throws(OpenPaymentsProblem) in try await quote(attempt, incoming) }) {
        case .success(let quote):
            guard quote.debitAmount.value <= debitLimit ?? .max else { return try await giveUp(.priceRisen) }
            var next = attempt
            next.quote = price(of: quote)
            next.charge = next.quote.map { order(for: $0, of: attempt) }
            try await advance(to: next)
            isOrderFresh = true
            return true
        case .failure(let problem):
            guard !problem.isTransient else {
                lookAgain(in: FlowLimits.retrySeconds)
                return false
            }
            return try await giveUp(WalletFault.ofQuote(problem))
        }
    }

    /// Ends an attempt that has an order: the merchant's wallet takes no more money first, and has the last word.
    private mutating func giveUp(_ failure: AttemptFailure?) async throws(FlowStop) -> Bool {
        let since = try attempt().stageSince
        guard let receipt = await completeIncoming(try attempt()) else { return await waitOrLookAgain(since: since) }
        if try await settle(receipt) { return true }
        guard receipt.isClosed else { return await waitOrLookAgain(since: since) }
        guard receipt.received == 0 else {
            try await settlePartly()
            return true
        }
        var next = try attempt().moved(to: .closing, at: now)
        next.incoming = next.incoming?.closed
        next.outcome = .failed
        next.failure = failure
        try await advance(to: next)
        return true
    }

    private mutating func didTake(_ payment: OutgoingPayment) async throws(FlowStop) {
        var next = try attempt().moved(to: .processing, at: now)
        next.charge = next.charge?.taken(as: payment.id)
        try await advance(to: next)
    }

    /// Looks for the order's payment in the wallet's list.
    private mutating func search() async throws(FlowStop) -> Search {
        let attempt = try attempt()
        guard let order = attempt.charge else { throw .broken }
        guard let token = try await freshToken() else { return .unknown(.unusable(.memberMissing("access_token"))) }
        var cursor: PageCursor?
        for _ in 0..<FlowLimits.listedPages {
            let after = cursor
            let page = await result { () async throws(OpenPaymentsProblem) in
                try await client.outgoingPayments(
                    of: attempt.customer.address,
                    at: attempt.customer.resourceServer,
                    token: token,
                    first: FlowLimits.listedPayments,
                    after: after
                )
            }
            switch page {
            case .failure(let problem): return .unknown(problem)
            case .success(let page):
                let reference = reference(attempt)
                let own = page.payments.filter { $0.receiver == attempt.incoming?.url }
                if let payment = own.first(where: { $0.quoteID == order.quoteURL })
                    ?? own.first(where: { $0.metadata["externalRef"] == reference })
                {
                    return .found(payment)
                }
                cursor = page.next
            }
            guard cursor != nil else { return .nothing }
        }
        return .unknown(.unusable(.tooLong))
    }

    /// Whether the wallet says that nothing was spent under the approval; older ones do not say, and are believed by
    /// their list.
    private mutating func isNothingSpent() async throws(FlowStop) -> Bool {
        guard let token = try await freshToken() else { return false }
        let resourceServer = try attempt().customer.resourceServer
        let answer = await result { () async throws(OpenPaymentsProblem) in
            try await client.grantSpending(at: resourceServer, token: token)
        }
        switch answer {
        case .success(let spending): return spending.isNothing
        case .failure(.refused(let refusal)): return refusal.reason == .notFound
        case .failure: return false
        }
    }

    func isFresh(_ quote: PriceQuote?) -> Bool {
        quote.map { $0.expiresAt > now + FlowLimits.quoteMarginSeconds } ?? false
    }

    /// The customer's wallet tells nothing: the merchant's does, once no more money can arrive there.
    private mutating func waitForMerchant() async throws(FlowStop) -> Bool {
        let attempt = try attempt()
        guard let incoming = attempt.incoming else { throw .broken }
        guard now >= incoming.expiresAt + FlowLimits.consentGraceSeconds else {
            return await waitOrLookAgain(since: attempt.stageSince)
        }
        return try await giveUp(.paymentFailed)
    }
}
