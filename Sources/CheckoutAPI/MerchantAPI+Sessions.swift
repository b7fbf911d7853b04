import Bytes
import Checkout
import CheckoutEngine
import HTTPServing

/// What stands behind the routes of sessions: decode, hand to the engine, word what comes of it.
extension MerchantAPI {
    /// `POST /api/checkout/sessions`.
    func createSession(
        _ request: borrowing HTTPRequest,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        let document = try JSONBody.read(request)
        let claim = try idempotencyKeys.claim(of: request, caller, document)
        let decoded = decodeCreate(request, document, caller)
        let newSession = try? decoded.get()
        let refusal: APIError? = if case .failure(let error) = decoded { error } else { nil }
        let create = CreateSession(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            claim: claim,
            newSession: newSession
        )
        engine.submit(create) { [self] outcome in
            finish(exchange, outcome, success: 201, about: .merchant, refusal: refusal)
        }
    }

    /// `GET /api/checkout/sessions`.
    func listSessions(_ request: borrowing HTTPRequest, _ caller: Caller, _ exchange: Exchange) throws(APIError) {
        let list = try ListParameters<SessionQuery.Filters>(of: request, caller: caller, cursorKey: cursorKey)
        let query = SessionQuery(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            before: list.before,
            limit: list.limit,
            filters: list.filters
        )
        engine.list(query) { [self] result in
            finish(exchange, result, of: list, url: "/api/checkout/sessions") { $1.raw($0.rendering()) }
        }
    }

    /// `GET /api/checkout/sessions/:id`.
    func readSession(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        try QueryParameters(of: request, allowing: []).end()
        guard let session = SessionID(parsing: request.head[id]) else {
            throw .missing(.session(request.text(id)))
        }
        engine.read(session, merchant: caller.merchant, keyMode: caller.keyMode) { [self] outcome in
            finish(exchange, outcome, about: .session(session.text))
        }
    }

    /// `POST /api/checkout/sessions/:id/expire` and `/cancel`.
    func changeSession(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ command: SessionCommand,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        let document = try JSONBody.readIfPresent(request)
        let claim = try idempotencyKeys.claim(of: request, caller, document)
        let refusal = RequestFields(of: request, document, allowing: []).refusal
        let change = ChangeSession(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            claim: claim,
            session: SessionID(parsing: request.head[id]),
            command: refusal == nil ? command : nil
        )
        let text = request.text(id)
        engine.submit(change) { [self] outcome in
            finish(exchange, outcome, about: .session(text), refusal: refusal)
        }
    }

    private func decodeCreate(
        _ request: borrowing HTTPRequest,
        _ document: JSONDocument,
        _ caller: Caller
    ) -> Result<NewSession, APIError> {
        let query: QueryParameters
        do throws(APIError) {
            query = try QueryParameters(of: request, allowing: [])
            guard document.kind(of: document.root) == .object else {
                throw .invalid(.bodyInvalid, "The body is a JSON object.")
            }
        } catch {
            return .failure(error)
        }
        let decoded = CreateSessionDecoder.decode(document, keyMode: caller.keyMode, walletAsset: caller.walletAsset)
        guard query.unknown.isEmpty else {
            let wrong = if case .failure(let errors) = decoded { errors.all } else { [FieldError]() }
            return .failure(FieldErrors(wrong + query.unknown).map(APIError.init) ?? .unexpected)
        }
        return decoded.mapError(APIError.init)
    }
}
