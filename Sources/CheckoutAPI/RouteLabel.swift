/// What a route is called in metrics and log lines: the path as documented, so that labels stay few.
enum RouteLabel: Int, CaseIterable, Sendable {
    case createSession
    case listSessions
    case readSession
    case expireSession
    case cancelSession
    case readWebhookSettings
    case setWebhook
    case rollWebhookSecret
    case testWebhook
    case listEvents
    case resendEvents
    case readEvent
    case resendEvent
    case listSubscriptions
    case readSubscription
    case cancelSubscription
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
        case .readWebhookSettings: self = .readWebhookSettings
        case .setWebhook: self = .setWebhook
        case .rollWebhookSecret: self = .rollWebhookSecret
        case .testWebhook: self = .testWebhook
        case .listEvents: self = .listEvents
        case .resendEvents: self = .resendEvents
        case .readEvent: self = .readEvent
        case .resendEvent: self = .resendEvent
        case .listSubscriptions: self = .listSubscriptions
        case .readSubscription: self = .readSubscription
        case .cancelSubscription: self = .cancelSubscription
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
        case .readWebhookSettings: "GET /api/webhook_settings"
        case .setWebhook: "POST /api/webhook_settings"
        case .rollWebhookSecret: "POST /api/webhook_settings/roll"
        case .testWebhook: "POST /api/webhook_settings/test"
        case .listEvents: "GET /api/events"
        case .resendEvents: "POST /api/events/resend"
        case .readEvent: "GET /api/events/:id"
        case .resendEvent: "POST /api/events/:id/resend"
        case .listSubscriptions: "GET /api/subscriptions"
        case .readSubscription: "GET /api/subscriptions/:id"
        case .cancelSubscription: "POST /api/subscriptions/:id/cancel"
        case .health: "GET /api/health"
        case .openAPIDocument: "GET /openapi.json"
        case .none: "none"
        }
    }
}
