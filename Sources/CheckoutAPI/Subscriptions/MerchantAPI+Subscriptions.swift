import Bytes
import Checkout
import CheckoutEngine
import HTTPServing

/// What stands behind the routes of subscriptions, which sessions make and merchants cancel.
extension MerchantAPI {
    /// `GET /api/subscriptions`.
    func listSubscriptions(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let list = try ListParameters<SubscriptionFilters>(of: request, caller: caller, cursorKey: cursorKey)
        let query = SubscriptionQuery(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            before: list.before,
            limit: list.limit,
            status: list.filters.status
        )
        engine.listSubscriptions(query) { [self] result in
            finish(exchange, result, of: list, url: "/api/subscriptions") { $1.raw($0.rendering()) }
        }
    }

    /// `GET /api/subscriptions/:id`.
    func readSubscription(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        try QueryParameters(of: request, allowing: []).end()
        let text = request.text(id)
        guard let subscription = SubscriptionID(parsing: request.head[id]) else {
            throw .missing(.subscription(text))
        }
        engine.readSubscription(subscription, merchant: caller.merchant, keyMode: caller.keyMode) { [self] outcome in
            finish(exchange, outcome, about: .subscription(text))
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
        let refusal = RequestFields(of: request, document, allowing: []).refusal
        let cancel = CancelSubscription(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            claim: claim,
            subscription: SubscriptionID(parsing: request.head[id]),
            isUnderstood: refusal == nil
        )
        let text = request.text(id)
        engine.submit(cancel) { [self] outcome in
            finish(exchange, outcome, about: .subscription(text), refusal: refusal)
        }
    }
}
