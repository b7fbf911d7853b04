import Checkout
import HTTPServing
import Pages

/// The whole surface of the dashboard: each path, its method, and what stands behind them.
enum DashboardRoute: Hashable, Sendable {
    /// `GET /dashboard/dashboard.….css`
    case styles

    /// `GET /dashboard/dashboard.….js`
    case script

    /// `GET /dashboard`
    case payments

    /// `GET /dashboard/sessions/:id`
    case session(SessionID)

    /// `GET /dashboard/sessions/:id/expire` and `/cancel`
    case confirmChange(SessionID, SessionChange)

    /// `GET /dashboard/keys`
    case keys

    /// `GET /dashboard/keys/:id/revoke`
    case confirmRevoking(KeyID)

    /// `GET /dashboard/mode`
    case mode

    /// `GET /dashboard/overview`
    case overview

    /// `GET /dashboard/settings`
    case settings

    /// `GET /dashboard/settings/logo`
    case logo

    /// `GET /dashboard/webhooks`
    case events

    /// `GET /dashboard/webhooks/:id`
    case event(EventID)

    /// `GET /dashboard/subscriptions`
    case subscriptions

    /// `GET /dashboard/subscriptions/:id`
    case subscription(SubscriptionID)

    /// `GET /dashboard/subscriptions/:id/cancel`
    case confirmCanceling(SubscriptionID)

    /// `GET /dashboard/live`
    case live

    /// `POST /dashboard/sign-in`
    case signIn

    /// A form of somebody who is signed in.
    case form(DashboardForm)

    /// Finds what a request asks for; paths are compared literally.
    init(_ request: borrowing HTTPRequest) throws(DashboardRefusal) {
        let path = request.text(request.path)
        let (page, form) = (Self.page(at: path), Self.form(at: path))
        switch request.method {
        case .get, .head:
            if let page {
                self = page
                return
            }
        case .post:
            if let form {
                self = form
                return
            }
        case .put, .patch, .delete, .options, .other: break
        }
        switch (page, form) {
        case (nil, nil): throw .unknown
        case (_?, nil): throw .methodNotAllowed(allow: "GET, HEAD")
        case (nil, _?): throw .methodNotAllowed(allow: "POST")
        case (_?, _?): throw .methodNotAllowed(allow: "GET, HEAD, POST")
        }
    }

    /// What stands at a path.
    static func page(at path: String) -> DashboardRoute? {
        if path == PageAsset.styles.path { return .styles }
        if path == PageAsset.script.path { return .script }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        switch (parts.count, parts.dropFirst().first) {
        case (1, nil), (2, ""): return .payments
        case (2, "keys"): return .keys
        case (2, "mode"): return .mode
        case (2, "overview"): return .overview
        case (2, "settings"): return .settings
        case (3, "settings") where parts[2] == "logo": return .logo
        case (2, "webhooks"): return .events
        case (2, "live"): return .live
        case (2, "subscriptions"): return .subscriptions
        case (3, "subscriptions"): return SubscriptionID(parsing: parts[2].utf8).map { .subscription($0) }
        case (4, "subscriptions") where parts[3] == "cancel":
            return SubscriptionID(parsing: parts[2].utf8).map { .confirmCanceling($0) }
        case (3, "webhooks"): return EventID(parsing: parts[2].utf8).map { .event($0) }
        case (3, "sessions"): return SessionID(parsing: parts[2].utf8).map { .session($0) }
        case (4, "sessions"):
            guard let session = SessionID(parsing: parts[2].utf8), let change = SessionChange(rawValue: parts[3])
            else { return nil }
            return .confirmChange(session, change)
        case (4, "keys") where parts[3] == "revoke": return KeyID(parsing: parts[2].utf8).map { .confirmRevoking($0) }
        case _: return nil
        }
    }

    /// What takes forms at a path.
    static func form(at path: String) -> DashboardRoute? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        switch (parts.count, parts.dropFirst().first) {
        case (2, "sign-in"): return .signIn
        case (2, "sign-out"): return .form(.signOut)
        case (2, "mode"): return .form(.turnMode)
        case (2, "keys"): return .form(.createKey)
        case (4, "subscriptions") where parts[3] == "cancel":
            return SubscriptionID(parsing: parts[2].utf8).map { .form(.cancelSubscription($0)) }
        case (3, "settings"): return Setting(rawValue: parts[2]).map { .form(.set($0)) }
        case (3, "webhooks") where parts[2] == "resend": return .form(.resendFailed)
        case (4, "webhooks") where parts[3] == "resend":
            return EventID(parsing: parts[2].utf8).map { .form(.resend($0)) }
        case (4, "sessions"):
            guard let session = SessionID(parsing: parts[2].utf8), let change = SessionChange(rawValue: parts[3])
            else { return nil }
            return .form(.change(session, change))
        case (4, "keys") where parts[3] == "revoke":
            return KeyID(parsing: parts[2].utf8).map { .form(.revokeKey($0)) }
        case _: return nil
        }
    }
}
