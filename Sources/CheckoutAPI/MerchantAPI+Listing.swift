import Bytes
import CheckoutEngine
import HTTPServing

/// `GET /api/checkout/sessions`
extension MerchantAPI {
    func listSessions(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let parameters = try ListParameters(of: request, caller: caller, cursorKey: cursorKey)
        let query = SessionQuery(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            before: parameters.before,
            limit: parameters.limit,
            filters: parameters.filters
        )
        engine.list(query) { [self] result in
            switch result {
            case .success(let page):
                let body = ListFormat.page(page, url: "/api/checkout/sessions") { session, json in
                    json.raw(session.rendering())
                } cursor: {
                    ListCursor(before: $0, filters: parameters.filters).text(for: caller, key: cursorKey)
                }
                finish(exchange, ResponseFormat.json(200, body, exchange.id))
            case .failure(let reason):
                finish(exchange, APIError(reason))
            }
        }
    }
}
