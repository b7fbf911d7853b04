import HTTPServing

/// Puts replies to browsers together, with what keeps a page to itself.
///
/// No page may be framed, kept, or say to others from where a browser came; it loads nothing from elsewhere, and its
/// forms lead to itself and, where it offers to go to a wallet, to that wallet's origin: browsers hold a form to this
/// also when the answer to it redirects.
enum PageResponse {
    /// A page.
    static func page(
        _ status: Int,
        _ content: PageContent,
        formOrigin: String? = nil,
        _ more: [(String, String)] = []
    ) -> HTTPResponse {
        let policy = """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; \
            form-action 'self'\(formOrigin.map { " " + $0 } ?? ""); base-uri 'none'; frame-ancestors 'none'
            """
        var fields = [
            ("Content-Type", "text/html; charset=utf-8"), ("Content-Language", content.language.renderText),
            ("Vary", "Accept-Language, Cookie"), ("Content-Security-Policy", policy), ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ]
        fields += more
        return response(status, fields, PageTemplate.render(content))
    }

    /// Sends a browser elsewhere by `GET`.
    static func redirect(to location: String) -> HTTPResponse {
        response(303, [("Location", location)], [])
    }

    /// What the page's script asks for.
    static func json(_ body: [UInt8]) -> HTTPResponse {
        response(200, [("Content-Type", "application/json")], body)
    }

    /// A file that never changes under its path.
    static func asset(_ asset: PageAsset) -> HTTPResponse {
        let fields = [("Content-Type", asset.type), ("Cross-Origin-Resource-Policy", "same-origin")]
        return response(200, fields, asset.bytes, caching: "public, max-age=31536000, immutable")
    }

    private static func response(
        _ status: Int,
        _ fields: [(String, String)],
        _ body: [UInt8],
        caching: String = "no-store"
    ) -> HTTPResponse {
        let everywhere = [
            ("Cache-Control", caching), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
        ]
        let lines = (everywhere + fields).map { "\($0.0): \($0.1)\r\n" }.joined()
        return HTTPResponse(status: status, fields: Array(lines.utf8), body: body)
    }
}
