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
            finish(exchange, outcome, success: 201, session: "", invalid: refusal)
        }
    }

    /// `GET /api/checkout/sessions/:id`.
    func readSession(
        _ request: borrowing HTTPRequest,
        _ id: Range<Int>,
        _ caller: Caller,
        _ exchange: Exchange
    ) throws(APIError) {
        _ = try QueryParameters(of: request, allowing: [])
        guard let session = SessionID(parsing: request.head[id]) else {
            throw .sessionMissing(request.text(id))
        }
        engine.read(session, merchant: caller.merchant, keyMode: caller.keyMode) { [self] outcome in
            finish(exchange, outcome, success: 200, session: session.text, invalid: nil)
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
        let refusal = refusalOfChange(request, document)
        let change = ChangeSession(
            merchant: caller.merchant,
            keyMode: caller.keyMode,
            claim: claim,
            session: SessionID(parsing: request.head[id]),
            command: refusal == nil ? command : nil
        )
        let text = request.text(id)
        engine.submit(change) { [self] outcome in
            finish(exchange, outcome, success: 200, session: text, invalid: refusal)
        }
    }

    private func decodeCreate(
        _ request: borrowing HTTPRequest,
        _ document: JSONDocument,
        _ caller: Caller
    ) -> Result<NewSession, APIError> {
        do throws(APIError) {
            _ = try QueryParameters(of: request, allowing: [])
            guard document.kind(of: document.root) == .object else {
                throw .invalid(.bodyInvalid, "The body is a JSON object.")
            }
        } catch {
            return .failure(error)
        }
        return CreateSessionDecoder.decode(document, keyMode: caller.keyMode, walletAsset: caller.walletAsset)
            .mapError(APIError.init)
    }

    /// What is wrong with a request that takes neither query nor members.
    func refusalOfChange(_ request: borrowing HTTPRequest, _ document: JSONDocument?) -> APIError? {
        do throws(APIError) {
            _ = try QueryParameters(of: request, allowing: [])
            guard let document else {
                return nil
            }
            guard document.kind(of: document.root) == .object else {
                throw .invalid(.bodyInvalid, "The body is left out or an empty JSON object.")
            }
            for member in document.members(of: document.root) {
                let name = document.string(member.name)
                throw .invalid(.parameterUnknown, "Unknown field '\(name)': this request takes none.", param: name)
            }
            return nil
        } catch {
            return error
        }
    }

    private func finish(
        _ exchange: Exchange,
        _ outcome: Outcome,
        success: Int,
        session: @autoclosure () -> String,
        invalid: APIError?
    ) {
        switch outcome {
        case .done(let body):
            finish(exchange, ResponseFormat.json(success, body, exchange.id))
        case .replayed(let status, let body):
            finish(exchange, ResponseFormat.json(status, body, exchange.id, isReplay: true))
        case .keyReused:
            finish(exchange, .keyReused)
        case .invalid:
            finish(exchange, invalid ?? .unexpected)
        case .notFound:
            finish(exchange, .sessionMissing(session()))
        case .refused(let violation):
            finish(exchange, APIError(violation, session: session()))
        case .subscriptionCanceled:
            preconditionFailure("a request about a session cancels no subscription")
        case .unavailable(let reason):
            finish(exchange, APIError(reason))
        }
    }
}
