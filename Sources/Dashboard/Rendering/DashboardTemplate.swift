import Mustache

/// The pages' templates: a layout, and a part for each kind of page.
enum DashboardTemplate {
    /// The files by the names under which the layout has them.
    static let files: [String: [UInt8]] = [
        "confirm": PackageResources.confirm_mustache, "event": PackageResources.event_mustache,
        "events": PackageResources.events_mustache, "keys": PackageResources.keys_mustache,
        "layout": PackageResources.layout_mustache, "mode": PackageResources.mode_mustache,
        "notice": PackageResources.notice_mustache, "overview": PackageResources.overview_mustache,
        "payments": PackageResources.payments_mustache, "session": PackageResources.session_mustache,
        "subscription": PackageResources.subscription_mustache,
        "subscriptions": PackageResources.subscriptions_mustache,
        "settings": PackageResources.settings_mustache, "sign-in": PackageResources.sign_in_mustache,
    ]

    private static let library = MustacheLibrary(
        templates: files.mapValues { bytes in
            guard let template = try? MustacheTemplate(string: String(decoding: bytes, as: UTF8.self)) else {
                preconditionFailure("the templates are well formed")
            }
            return template
        }
    )

    /// A page as HTML.
    static func render(_ page: DashboardPage) -> [UInt8] {
        guard let html = library.render(page, withTemplate: "layout") else {
            preconditionFailure("there is a layout")
        }
        return Array(html.utf8)
    }
}
