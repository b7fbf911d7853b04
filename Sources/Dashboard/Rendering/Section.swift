/// A part of the dashboard that can be gone to from everywhere.
enum Section: CaseIterable, Sendable {
    case payments
    case subscriptions
    case overview
    case webhooks
    case keys
    case settings

    /// What it is called.
    var name: String {
        switch self {
        case .payments: "Payments"
        case .subscriptions: "Subscriptions"
        case .overview: "Overview"
        case .webhooks: "Webhooks"
        case .keys: "API keys"
        case .settings: "Settings"
        }
    }

    /// Where it is.
    func path(_ paths: DashboardPaths) -> String {
        switch self {
        case .payments: paths.root
        case .subscriptions: paths.subscriptions
        case .overview: paths.overview
        case .webhooks: paths.webhooks
        case .keys: paths.keys
        case .settings: paths.settings
        }
    }
}
