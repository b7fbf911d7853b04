import HTTPServing

/// The whole surface of the merchants' API: each path, its methods, and what stands behind them.
enum Route: Sendable, Hashable {
    case createSession
    case listSessions
    case readSession(id: Range<Int>)
    case expireSession(id: Range<Int>)
    case cancelSession(id: Range<Int>)
    case readWebhookSettings
    case setWebhook
    case rollWebhookSecret
    case testWebhook
    case listEvents
    case resendEvents
    case readEvent(id: Range<Int>)
    case resendEvent(id: Range<Int>)
    case listSubscriptions
    case readSubscription(id: Range<Int>)
    case cancelSubscription(id: Range<Int>)
    case health
    case openAPIDocument

    /// Why a request leads nowhere.
    enum Miss: Error {
        /// No such path.
        case pathUnknown

        /// The path is there, for these methods.
        case methodNotAllowed(allow: StaticString)
    }

    /// Finds what a request asks for.
    ///
    /// Paths are compared literally: nothing is decoded or normalised.
    static func find(_ request: borrowing HTTPRequest) throws(Miss) -> Route {
        let path = request.path
        if request.isEqual(path, "/api/checkout/sessions") {
            return try choose(request.method, get: .listSessions, post: .createSession)
        }
        if let id = rest(of: path, behind: "/api/checkout/sessions/", in: request) {
            return try findSession(request, id)
        }
        if let rest = rest(of: path, behind: "/api/webhook_settings", in: request) {
            return try findWebhookSettings(request, rest)
        }
        if request.isEqual(path, "/api/events") {
            return try choose(request.method, get: .listEvents)
        }
        if let rest = rest(of: path, behind: "/api/events/", in: request) {
            return try findEvent(request, rest)
        }
        if request.isEqual(path, "/api/subscriptions") {
            return try choose(request.method, get: .listSubscriptions)
        }
        if let rest = rest(of: path, behind: "/api/subscriptions/", in: request) {
            return try findSubscription(request, rest)
        }
        if request.isEqual(path, "/api/health") {
            return try choose(request.method, get: .health)
        }
        if request.isEqual(path, "/openapi.json") {
            return try choose(request.method, get: .openAPIDocument)
        }
        throw .pathUnknown
    }

    /// Whether a path needs a key: everything under `/api` but the health.
    static func needsKey(_ request: borrowing HTTPRequest) -> Bool {
        let isUnderAPI =
            request.isEqual(request.path, "/api") || rest(of: request.path, behind: "/api/", in: request) != nil
        return isUnderAPI && !request.isEqual(request.path, "/api/health")
    }

    private static func findSession(_ request: borrowing HTTPRequest, _ rest: Range<Int>) throws(Miss) -> Route {
        guard let slash = request.head[rest].firstIndex(of: UInt8(ascii: "/")) else {
            guard !rest.isEmpty else {
                throw .pathUnknown
            }
            return try choose(request.method, get: .readSession(id: rest))
        }
        let id = rest.lowerBound..<slash
        let verb = slash..<rest.upperBound
        guard !id.isEmpty else {
            throw .pathUnknown
        }
        if request.isEqual(verb, "/expire") {
            return try choose(request.method, post: .expireSession(id: id))
        }
        if request.isEqual(verb, "/cancel") {
            return try choose(request.method, post: .cancelSession(id: id))
        }
        throw .pathUnknown
    }

    private static func findWebhookSettings(
        _ request: borrowing HTTPRequest,
        _ rest: Range<Int>
    ) throws(Miss) -> Route {
        if rest.isEmpty {
            return try choose(request.method, get: .readWebhookSettings, post: .setWebhook)
        }
        if request.isEqual(rest, "/roll") {
            return try choose(request.method, post: .rollWebhookSecret)
        }
        if request.isEqual(rest, "/test") {
            return try choose(request.method, post: .testWebhook)
        }
        throw .pathUnknown
    }

    private static func findEvent(_ request: borrowing HTTPRequest, _ rest: Range<Int>) throws(Miss) -> Route {
        if request.isEqual(rest, "resend") {
            return try choose(request.method, post: .resendEvents)
        }
        guard let slash = request.head[rest].firstIndex(of: UInt8(ascii: "/")) else {
            guard !rest.isEmpty else {
                throw .pathUnknown
            }
            return try choose(request.method, get: .readEvent(id: rest))
        }
        guard slash > rest.lowerBound, request.isEqual(slash..<rest.upperBound, "/resend") else {
            throw .pathUnknown
        }
        return try choose(request.method, post: .resendEvent(id: rest.lowerBound..<slash))
    }

    private static func findSubscription(_ request: borrowing HTTPRequest, _ rest: Range<Int>) throws(Miss) -> Route {
        guard let slash = request.head[rest].firstIndex(of: UInt8(ascii: "/")) else {
            guard !rest.isEmpty else {
                throw .pathUnknown
            }
            return try choose(request.method, get: .readSubscription(id: rest))
        }
        guard slash > rest.lowerBound, request.isEqual(slash..<rest.upperBound, "/cancel") else {
            throw .pathUnknown
        }
        return try choose(request.method, post: .cancelSubscription(id: rest.lowerBound..<slash))
    }

    private static func choose(_ method: HTTPMethod, get: Route? = nil, post: Route? = nil) throws(Miss) -> Route {
        switch (method, get, post) {
        case (.get, let get?, _), (.head, let get?, _):
            return get
        case (.post, _, let post?):
            return post
        case (_, nil, _):
            throw .methodNotAllowed(allow: "POST")
        case (_, _, nil):
            throw .methodNotAllowed(allow: "GET, HEAD")
        case (_, _, _):
            throw .methodNotAllowed(allow: "GET, HEAD, POST")
        }
    }

    private static func rest(
        of path: Range<Int>,
        behind prefix: StaticString,
        in request: borrowing HTTPRequest
    ) -> Range<Int>? {
        let length = prefix.utf8CodeUnitCount
        guard path.count >= length,
            request.isEqual(path.lowerBound..<(path.lowerBound + length), prefix)
        else {
            return nil
        }
        return (path.lowerBound + length)..<path.upperBound
    }
}
