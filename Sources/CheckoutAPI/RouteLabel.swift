/// What a route is called in metrics and log lines: the path as documented, so that labels stay few.
enum RouteLabel: Int, CaseIterable, Sendable {
    case createSession
    case listSessions
    case readSession
    case expireSession
    case cancelSession
    case health
    case openAPIDocument
    case none

    init(_ route: Route) {
        switch route {
        case .createSession: self = .createSession
        case .listSessions: self = .listSessions
        case .readSession: self = .readSession
        case .expireSession: self = .expireSession
        case .cancelSession: self = .cancelSession
        case .health: self = .health
        case .openAPIDocument: self = .openAPIDocument
        }
    }

    /// Method and path template.
    var text: String {
        switch self {
        case .createSession: "POST /api/checkout/sessions"
        case .listSessions: "GET /api/checkout/sessions"
        case .readSession: "GET /api/checkout/sessions/:id"
        case .expireSession: "POST /api/checkout/sessions/:id/expire"
        case .cancelSession: "POST /api/checkout/sessions/:id/cancel"
        case .health: "GET /api/health"
        case .openAPIDocument: "GET /openapi.json"
        case .none: "none"
        }
    }
}
