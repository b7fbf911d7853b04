import Bytes
import Checkout
package import CheckoutEngine
import Cryptography
package import HTTPServing
package import Logging
package import Metrics
package import Reactors
package import Webhooks

/// The merchants' HTTP API over an engine: finds the route, checks the caller, and has the handlers do the rest.
///
/// Checks come in one order: framing (the server's), key, path and method, type and size, JSON, idempotency, fields,
/// state.
package final class MerchantAPI: HTTPHandler {
    let engine: Engine
    let deliveries: DeliveryService
    let webhooks: WebhookSetup
    let authentication: Authentication
    let idempotencyKeys: IdempotencyKeys
    let cursorKey: [UInt8]

    private let limits: HTTPLimits
    private let rateLimiter: RateLimiter?
    private let metrics: RequestMetrics
    private let health: Health
    private let logger: Logger
    private let trustedProxy: TrustedProxy?

    /// The API of an engine.
    ///
    /// `rateLimit` bounds the requests of each key a second; nil does not. `trustedProxy` is believed when it names the
    /// client. `version` is what `/api/health` tells.
    package init(
        engine: Engine,
        deliveries: DeliveryService,
        limits: HTTPLimits,
        rateLimit: Int?,
        trustedProxy: TrustedProxy?,
        version: String,
        logger: Logger,
        metrics: any MetricsFactory
    ) {
        self.engine = engine
        self.deliveries = deliveries
        webhooks = WebhookSetup(engine: engine, deliveries: deliveries)
        self.limits = limits
        self.logger = logger
        self.trustedProxy = trustedProxy
        authentication = Authentication(engine: engine)
        idempotencyKeys = IdempotencyKeys(secret: engine.vault.derivedKey(for: "idempotency keys"))
        cursorKey = engine.vault.derivedKey(for: "list cursors")
        rateLimiter = rateLimit.map(RateLimiter.init(requestsPerSecond:))
        self.metrics = RequestMetrics(factory: metrics)
        health = Health(engine: engine, version: version)
    }
}

extension MerchantAPI {
    /// Refuses before the body is read what would be refused after it.
    package func admit(_ request: borrowing HTTPRequest, on reactor: Reactor) -> HTTPAdmission {
        do throws(APIError) {
            var known: KnownCaller?
            let (route, _) = try check(request, &known)
            if Self.hasBody(request, route), !JSONBody.isJSON(request) {
                throw .mediaTypeUnsupported
            }
            return .read
        } catch {
            return .refuse(refusal(error, client: client(of: request)))
        }
    }

    /// Answers a whole request.
    package func handle(_ request: borrowing HTTPRequest, on reactor: Reactor, reply: HTTPReply) {
        let id = RequestID(random: engine.random.next64())
        do throws(APIError) {
            var known = reply.note as? KnownCaller
            defer { reply.note = known }
            let (route, caller) = try check(request, &known)
            var exchange = Exchange(id: id, route: RouteLabel(route), began: reactor.now, reply: reply)
            exchange.client = client(of: request)
            if let caller, let seconds = rateLimiter?.refusal(of: caller.key, at: reactor.now) {
                throw .rateLimited(retryAfter: seconds)
            }
            answer(route, request, caller, exchange)
        } catch {
            var exchange = Exchange(id: id, route: .none, began: reactor.now, reply: reply)
            exchange.client = client(of: request)
            finish(exchange, error)
        }
    }

    /// Words a refusal of the server's own.
    package func response(to fault: HTTPFault) -> HTTPResponse {
        refusal(APIError(fault, limits: limits), client: nil)
    }

    /// Whether a body is coming whose type matters.
    private static func hasBody(_ request: borrowing HTTPRequest, _ route: Route) -> Bool {
        switch route {
        case .createSession, .setWebhook, .resendEvents: request.declaredLength != 0
        // A chunked body may turn out to be empty, and then has no type: it is looked at again when it is there.
        case .expireSession, .cancelSession, .rollWebhookSecret, .testWebhook, .resendEvent, .cancelSubscription:
            request.declaredLength.map { $0 > 0 } ?? false
        case .listSessions, .readSession, .readWebhookSettings, .listEvents, .readEvent, .listSubscriptions,
            .readSubscription, .health, .openAPIDocument:
            false
        }
    }

    /// Key, path and method, in this order.
    private func check(
        _ request: borrowing HTTPRequest,
        _ known: inout KnownCaller?
    ) throws(APIError) -> (Route, Caller?) {
        var caller: Caller?
        if Route.needsKey(request) {
            caller = authentication.caller(of: request, known: &known)
            guard caller != nil else {
                throw .keyInvalid
            }
        }
        do throws(Route.Miss) {
            return (try Route.find(request), caller)
        } catch {
            switch error {
            case .pathUnknown: throw .pathUnknown
            case .methodNotAllowed(let allow): throw .methodNotAllowed(allow)
            }
        }
    }

    private func answer(_ route: Route, _ request: borrowing HTTPRequest, _ caller: Caller?, _ exchange: Exchange) {
        do throws(APIError) {
            switch (route, caller) {
            case (.health, _):
                try QueryParameters(of: request, allowing: []).end()
                finish(exchange, health.response(exchange.id))
            case (.openAPIDocument, _):
                try QueryParameters(of: request, allowing: []).end()
                finish(exchange, ResponseFormat.json(200, OpenAPIDocument.bytes, exchange.id))
            case (_, nil):
                preconditionFailure("a route that needs a key has a caller")
            case (.createSession, let caller?):
                try createSession(request, caller, exchange)
            case (.listSessions, let caller?):
                try listSessions(request, caller, exchange)
            case (.readSession(let id), let caller?):
                try readSession(request, id, caller, exchange)
            case (.expireSession(let id), let caller?):
                try changeSession(request, id, .expire, caller, exchange)
            case (.cancelSession(let id), let caller?):
                try changeSession(request, id, .cancel, caller, exchange)
            case (.readWebhookSettings, let caller?):
                try readWebhookSettings(request, caller, exchange)
            case (.setWebhook, let caller?):
                try setWebhook(request, caller, exchange)
            case (.rollWebhookSecret, let caller?):
                try rollWebhookSecret(request, caller, exchange)
            case (.testWebhook, let caller?):
                try testWebhook(request, caller, exchange)
            case (.listEvents, let caller?):
                try listEvents(request, caller, exchange)
            case (.resendEvents, let caller?):
                try resendEvents(request, caller, exchange)
            case (.readEvent(let id), let caller?):
                try readEvent(request, id, caller, exchange)
            case (.resendEvent(let id), let caller?):
                try resendEvent(request, id, caller, exchange)
            case (.listSubscriptions, let caller?):
                try listSubscriptions(request, caller, exchange)
            case (.readSubscription(let id), let caller?):
                try readSubscription(request, id, caller, exchange)
            case (.cancelSubscription(let id), let caller?):
                try cancelSubscription(request, id, caller, exchange)
            }
        } catch {
            finish(exchange, error)
        }
    }
}

extension MerchantAPI {
    /// Sends a reply, counts it and logs it.
    ///
    /// Any thread.
    func finish(_ exchange: Exchange, _ response: HTTPResponse) {
        let nanoseconds = MonotonicTime.current.nanoseconds - exchange.began.nanoseconds
        metrics.record(exchange.route, status: response.status, nanoseconds: nanoseconds)
        log(exchange.route, exchange.id, exchange.client, status: response.status, nanoseconds: nanoseconds)
        exchange.reply.send(response)
    }

    /// Sends a refusal.
    func finish(_ exchange: Exchange, _ error: APIError) {
        finish(exchange, ResponseFormat.error(error, exchange.id))
    }

    /// A refusal outside of any exchange, counted and logged.
    private func refusal(_ error: APIError, client: String?) -> HTTPResponse {
        let id = RequestID(random: engine.random.next64())
        metrics.record(.none, status: error.status, nanoseconds: 0)
        log(.none, id, client, status: error.status, nanoseconds: 0)
        return ResponseFormat.error(error, id)
    }

    /// Who sent a request, if each request is logged.
    private func client(of request: borrowing HTTPRequest) -> String? {
        logger.logLevel <= .debug ? TrustedProxy.client(of: request, trustedProxy) : nil
    }

    private func log(_ route: RouteLabel, _ id: RequestID, _ client: String?, status: Int, nanoseconds: Int64) {
        // 501 and 505 are the client's doing.
        let isOurs = status == 500 || status == 503
        guard isOurs || logger.logLevel <= .debug else {
            return
        }
        var metadata: Logger.Metadata = [
            "request_id": "\(id.text)",
            "route": "\(route.text)",
            "status": "\(status)",
            "microseconds": "\(nanoseconds / 1000)",
        ]
        metadata["client"] = client.map { "\($0)" }
        logger.log(level: isOurs ? .warning : .debug, "request", metadata: metadata)
    }
}
