import HTTPServing
import Pages

/// The page as a reply.
enum PageResponse {
    /// A page whose forms may lead to `formOrigin`, too: that of a wallet that it offers to go to.
    static func page(
        _ status: Int,
        _ content: PageContent,
        formOrigin: String? = nil,
        _ more: [(String, String)] = []
    ) -> HTTPResponse {
        BrowserReply.page(
            status,
            PageTemplate.render(content),
            language: content.language.renderText,
            referrer: .nobody,
            formOrigin: formOrigin,
            [("Vary", "Accept-Language, Cookie")] + more
        )
    }
}
