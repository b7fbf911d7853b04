import Pages

extension PageAsset {
    /// How the page looks.
    static let styles = pageStyles("page", in: "/pay", PackageResources.page_css)

    /// What the page does by itself.
    static let script = script("page", in: "/pay", PackageResources.page_js)
}
