import Bytes
import Checkout
import CheckoutEngine
import HTTPServing

/// What stands behind the routes of events: what merchants were told, and telling it again.
extension MerchantAPI {
    /// `GET /api/events`.
    func listEvents(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let parameters = try EventListParameters(of: request, caller: caller, cursorKey: cursorKey)
        let query = EventQuery(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            before: parameters.before,
            limit: parameters.limit,
            filters: parameters.filters
        )
        engine.listEvents(query) { [self] result in
            switch result {
            case .success(let page):
                let body = ListFormat.page(page, url: "/api/events") { event, json in
                    EventFormat.write(event, withLog: false, to: &json)
                } cursor: {
                    EventCursor(before: $0, filters: parameters.filters).text(for: caller, key: cursorKey)
                }
                finish(exchange, ResponseFormat.json(200, body, exchange.id))
            case .failure(let reason):
                finish(exchange, APIError(reason))
            }
        }
    }

    /// `GET /api/events/:id`.
    func readEvent(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        _ = try QueryParameters(of: request, allowing: [])
        let text = request.text(id)
        guard let event = EventID(parsing: request.head[id]) else {
            throw .eventMissing(text)
        }
        engine.readEvent(event, merchant: caller.merchant, keyMode: caller.keyMode) { [self] result in
            finish(exchange, result, id: text, withLog: true)
        }
    }

    /// `POST /api/events/:id/resend`.
    func resendEvent(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        _ = try QueryParameters(of: request, allowing: [])
        let body = try JSONBody.readIfPresent(request)
        _ = try idempotencyKeys.claim(of: request, caller, body)
        try RequestFields(of: body, allowing: []).end()
        let text = request.text(id)
        guard let event = EventID(parsing: request.head[id]) else {
            throw .eventMissing(text)
        }
        engine.resendEvent(event, merchant: caller.merchant, keyMode: caller.keyMode) { [self] result in
            finish(exchange, result, id: text, withLog: true)
        }
    }

    /// `POST /api/events/resend`.
    func resendEvents(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        _ = try QueryParameters(of: request, allowing: [])
        let body = try JSONBody.read(request)
        _ = try idempotencyKeys.claim(of: request, caller, body)
        let fields = try RequestFields(of: body, allowing: ["failed_since"])
        let since = try fields.time("failed_since")
        try fields.end()
        Task {
            do throws(Unavailability) {
                let count = try await engine.resendFailedEvents(of: caller.merchant, caller.keyMode, since: since)
                var json = JSONWriter()
                json.beginObject()
                json.name("resent")
                json.integer(count)
                json.endObject()
                finish(exchange, ResponseFormat.json(200, json.bytes, exchange.id))
            } catch {
                finish(exchange, APIError(error))
            }
        }
    }

    private func finish(
        _ exchange: Exchange,
        _ result: Result<StoredEvent?, Unavailability>,
        id: String,
        withLog: Bool
    ) {
        switch result {
        case .success(let event?):
            var json = JSONWriter(reserving: 1024)
            EventFormat.write(event, withLog: withLog, to: &json)
            finish(exchange, ResponseFormat.json(200, json.bytes, exchange.id))
        case .success(nil):
            finish(exchange, .eventMissing(id))
        case .failure(let reason):
            finish(exchange, APIError(reason))
        }
    }
}
