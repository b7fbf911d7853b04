import Bytes
import Checkout
import CheckoutEngine
import HTTPServing

/// What stands behind the routes of events: what merchants were told, and telling it again.
extension MerchantAPI {
    /// `GET /api/events`.
    func listEvents(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let list = try ListParameters<EventQuery.Filters>(of: request, caller: caller, cursorKey: cursorKey)
        let query = EventQuery(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            before: list.before,
            limit: list.limit,
            filters: list.filters
        )
        engine.listEvents(query) { [self] result in
            finish(exchange, result, of: list, url: "/api/events") { EventFormat.write($0, withLog: false, to: &$1) }
        }
    }

    /// `GET /api/events/:id`.
    func readEvent(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        try QueryParameters(of: request, allowing: []).end()
        let text = request.text(id)
        guard let event = EventID(parsing: request.head[id]) else {
            throw .missing(.event(text))
        }
        engine.readEvent(event, merchant: caller.merchant, keyMode: caller.keyMode) { [self] result in
            switch result {
            case .success(let event?):
                let body = EventFormat.body(of: event, withLog: true)
                finish(exchange, ResponseFormat.json(200, body, exchange.id))
            case .success(nil):
                finish(exchange, .missing(.event(text)))
            case .failure(let reason):
                finish(exchange, APIError(reason))
            }
        }
    }

    /// `POST /api/events/:id/resend`.
    ///
    /// The reply is without the attempts, which may be long: it is kept for its key.
    func resendEvent(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        let body = try JSONBody.readIfPresent(request)
        let claim = try idempotencyKeys.claim(of: request, caller, body)
        let refusal = RequestFields(of: request, body, allowing: []).refusal
        let resend = ResendEvent(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            claim: claim,
            event: EventID(parsing: request.head[id]),
            isUnderstood: refusal == nil
        ) { event in
            EventFormat.body(of: event, withLog: false)
        }
        let text = request.text(id)
        engine.submit(resend) { [self] outcome in
            finish(exchange, outcome, about: .event(text), refusal: refusal)
        }
    }

    /// `POST /api/events/resend`.
    func resendEvents(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let body = try JSONBody.read(request)
        let claim = try idempotencyKeys.claim(of: request, caller, body)
        var fields = RequestFields(of: request, body, allowing: ["failed_since"])
        let since = fields.time("failed_since")
        let refusal = fields.refusal
        let resend = KeyedOperation(claim: claim, isUnderstood: refusal == nil) { [engine] finish in
            guard let since else { preconditionFailure("a request that is understood has its time") }
            Task {
                do throws(Unavailability) {
                    let count = try await engine.resendFailedEvents(of: caller.merchant, caller.keyMode, since: since)
                    finish(.success(EventFormat.body(ofResent: count)))
                } catch {
                    finish(.failure(error))
                }
            }
        }
        engine.submit(resend) { [self] outcome in
            finish(exchange, outcome, about: .merchant, refusal: refusal)
        }
    }
}
