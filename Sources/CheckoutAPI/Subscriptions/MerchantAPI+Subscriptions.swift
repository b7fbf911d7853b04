import Bytes
import Checkout
import CheckoutEngine
import HTTPServing

/// What stands behind the routes of subscriptions, which sessions make and merchants cancel.
extension MerchantAPI {
    /// `GET /api/subscriptions`.
    func listSubscriptions(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let parameters = try SubscriptionListParameters(of: request, caller: caller, cursorKey: cursorKey)
        let query = SubscriptionQuery(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            before: parameters.before,
            limit: parameters.limit,
            status: parameters.status
        )
        engine.listSubscriptions(query) { [self] result in
            switch result {
            case .success(let page):
                let body = ListFormat.page(page, url: "/api/subscriptions") { stored, json in
                    json.raw(stored.rendering())
                } cursor: {
                    SubscriptionCursor(before: $0, status: parameters.status).text(for: caller, key: cursorKey)
                }
                finish(exchange, ResponseFormat.json(200, body, exchange.id))
            case .failure(let reason):
                finish(exchange, APIError(reason))
            }
        }
    }

    /// `GET /api/subscriptions/:id`.
    func readSubscription(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        _ = try QueryParameters(of: request, allowing: [])
        let text = request.text(id)
        guard let subscription = SubscriptionID(parsing: request.head[id]) else {
            throw .subscriptionMissing(text)
        }
        engine.readSubscription(subscription, merchant: caller.merchant, keyMode: caller.keyMode) { [self] outcome in
            finish(exchange, outcome, subscription: text, invalid: nil)
        }
    }

    /// `POST /api/subscriptions/:id/cancel`.
    func cancelSubscription(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        let document = try JSONBody.readIfPresent(request)
        let claim = try idempotencyKeys.claim(of: request, caller, document)
        let refusal = refusalOfChange(request, document)
        let cancel = CancelSubscription(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            claim: claim,
            subscription: SubscriptionID(parsing: request.head[id]),
            isUnderstood: refusal == nil
        )
        let text = request.text(id)
        engine.submit(cancel) { [self] outcome in
            finish(exchange, outcome, subscription: text, invalid: refusal)
        }
    }

    private func finish(_ exchange: Exchange, _ outcome: Outcome, subscription: String, invalid: APIError?) {
        switch outcome {
        case .done(let body):
            finish(exchange, ResponseFormat.json(200, body, exchange.id))
        case .replayed(let status, let body):
            finish(exchange, ResponseFormat.json(status, body, exchange.id, isReplay: true))
        case .keyReused:
            finish(exchange, .keyReused)
        case .invalid:
            finish(exchange, invalid ?? .unexpected)
        case .notFound:
            finish(exchange, .subscriptionMissing(subscription))
        case .subscriptionCanceled:
            finish(exchange, .subscriptionCanceled(subscription))
        case .refused:
            preconditionFailure("the rules of sessions are asked for sessions alone")
        case .unavailable(let reason):
            finish(exchange, APIError(reason))
        }
    }
}
