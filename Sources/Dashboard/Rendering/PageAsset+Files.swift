import Pages

extension PageAsset {
    /// How the pages look.
    static let styles = pageStyles("dashboard", in: "/dashboard", PackageResources.dashboard_css)

    /// What the pages do by themselves.
    static let script = script("dashboard", in: "/dashboard", PackageResources.dashboard_js)
}
