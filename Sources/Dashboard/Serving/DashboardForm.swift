import Checkout

/// What somebody who is signed in can ask for by a form.
enum DashboardForm: Hashable, Sendable {
    /// `POST /dashboard/sign-out`
    case signOut

    /// `POST /dashboard/mode`: look at the other mode, for the first time with a key of it.
    case turnMode

    /// `POST /dashboard/keys`
    case createKey

    /// `POST /dashboard/keys/:id/revoke`
    case revokeKey(KeyID)

    /// `POST /dashboard/settings/…`
    case set(Setting)

    /// `POST /dashboard/subscriptions/:id/cancel`
    case cancelSubscription(SubscriptionID)

    /// `POST /dashboard/webhooks/:id/resend`
    case resend(EventID)

    /// `POST /dashboard/webhooks/resend`
    case resendFailed

    /// `POST /dashboard/sessions/:id/expire` and `/cancel`
    case change(SessionID, SessionChange)

    /// How long its body may be, in bytes.
    var bodyBytes: Int { self == .set(.logo) ? Limits.logoFormBytes : Limits.formBytes }

    /// What is said of a longer one.
    var lengthRefusal: DashboardRefusal { self == .set(.logo) ? .logoTooLarge : .tooLarge }
}
