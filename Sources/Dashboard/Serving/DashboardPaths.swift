import Checkout

/// Where browsers find the dashboard's pages, behind a proxy that serves them under a path of its own, too.
struct DashboardPaths: Hashable, Sendable {
    /// What stands before every path: that of the base URL, empty for most.
    let base: String

    /// The list of payments, under which everything else is.
    var root: String { "\(base)/dashboard" }

    var signIn: String { "\(root)/sign-in" }
    var signOut: String { "\(root)/sign-out" }
    var mode: String { "\(root)/mode" }
    var keys: String { "\(root)/keys" }
    var overview: String { "\(root)/overview" }
    var settings: String { "\(root)/settings" }
    var webhooks: String { "\(root)/webhooks" }
    var subscriptions: String { "\(root)/subscriptions" }

    /// A subscription's page.
    func subscription(_ subscription: SubscriptionID) -> String { "\(subscriptions)/\(subscription.text)" }

    /// Where a subscription's end is asked for, and confirmed.
    func canceling(_ subscription: SubscriptionID) -> String { "\(self.subscription(subscription))/cancel" }

    /// Where events that failed are sent again.
    var resendFailed: String { "\(webhooks)/resend" }

    /// Where a page hears of what is new since a record of the log, of which the page knows.
    func live(since sequence: UInt64) -> String { "\(root)/live?since=\(sequence)" }

    /// The merchant's logo, as it is shown on the pay page.
    var logo: String { setting(.logo) }

    /// What takes one setting.
    func setting(_ setting: Setting) -> String { "\(settings)/\(setting.rawValue)" }

    /// An event's page.
    func event(_ event: EventID) -> String { "\(webhooks)/\(event.text)" }

    /// Where an event is sent again.
    func resend(_ event: EventID) -> String { "\(self.event(event))/resend" }

    /// A session's page.
    func session(_ session: SessionID) -> String { "\(root)/sessions/\(session.text)" }

    /// Where a change of a session is asked for, and confirmed.
    func change(_ session: SessionID, _ change: SessionChange) -> String { "\(self.session(session))/\(change)" }

    /// Where a key's revoking is asked for, and confirmed.
    func revoking(_ key: KeyID) -> String { "\(keys)/\(key.text)/revoke" }
}
