import Mustache

/// The page's one template.
enum PageTemplate {
    private static let template: MustacheTemplate = {
        let text = String(decoding: PackageResources.page_mustache, as: UTF8.self)
        guard let template = try? MustacheTemplate(string: text) else {
            preconditionFailure("the template is well formed")
        }
        return template
    }()

    /// The page as HTML.
    static func render(_ content: PageContent) -> [UInt8] {
        Array(template.render(content).utf8)
    }
}
