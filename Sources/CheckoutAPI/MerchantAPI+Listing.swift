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
                let body = render(page, parameters.filters, caller)
                finish(exchange, ResponseFormat.json(200, body, exchange.id))
            case .failure(let reason):
                finish(exchange, APIError(reason))
            }
        }
    }

    private func render(_ page: Page<StoredSession>, _ filters: SessionQuery.Filters, _ caller: Caller) -> [UInt8] {
        var writer = JSONWriter(reserving: 256 + page.elements.count * 1024)
        writer.beginObject()
        writer.name("object")
        writer.string("list")
        writer.name("url")
        writer.string("/api/checkout/sessions")
        writer.name("data")
        writer.beginArray()
        for session in page.elements {
            writer.raw(session.rendering())
        }
        writer.endArray()
        writer.name("has_more")
        writer.boolean(page.next != nil)
        writer.name("next_cursor")
        if let next = page.next {
            writer.string(ListCursor(before: next, filters: filters).text(for: caller, key: cursorKey))
        } else {
            writer.null()
        }
        writer.endObject()
        return writer.bytes
    }
}
