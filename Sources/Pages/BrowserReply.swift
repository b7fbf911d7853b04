import Bytes
package import Checkout
import Cryptography
package import HTTPServing

/// Puts replies to browsers together, with what keeps a page to itself.
///
/// No page may be framed or kept; it loads nothing from elsewhere, and its forms lead to itself and, where it says so,
/// to one other origin: browsers hold a form to this also when the answer to it redirects.
package enum BrowserReply {
    /// What a browser tells of a page when it goes on from there.
    package enum Referrer: String, Sendable {
        /// Nothing to anybody; `Origin` is `null` then, even in the page's own forms.
        case nobody = "no-referrer"

        /// Nothing to others.
        case itself = "same-origin"
    }

    /// A page in a language.
    package static func page(
        _ status: Int,
        _ html: [UInt8],
        language: String,
        referrer: Referrer,
        formOrigin: String? = nil,
        _ more: [(String, String)] = []
    ) -> HTTPResponse {
        let policy = """
            default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
            form-action 'self'\(formOrigin.map { " " + $0 } ?? ""); base-uri 'none'; frame-ancestors 'none'
            """
        let fields = [
            ("Content-Type", "text/html; charset=utf-8"), ("Content-Language", language),
            ("Content-Security-Policy", policy), ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ]
        return response(status, fields + more, html, referrer: referrer)
    }

    /// Sends a browser elsewhere by `GET`.
    package static func redirect(to location: String, _ more: [(String, String)] = []) -> HTTPResponse {
        response(303, [("Location", location)] + more, [])
    }

    /// What a page's script asks for.
    package static func json(_ body: [UInt8]) -> HTTPResponse {
        response(200, [("Content-Type", "application/json")], body)
    }

    /// A file that never changes under its path.
    package static func asset(_ asset: PageAsset) -> HTTPResponse {
        let fields = [("Content-Type", asset.type), ("Cross-Origin-Resource-Policy", "same-origin")]
        return response(200, fields, asset.bytes, caching: "public, max-age=31536000, immutable")
    }

    /// A picture that a merchant has made; the path stays when it changes, so that browsers ask whether it has.
    ///
    /// `known` is the request's `If-None-Match`. Whatever the file may be besides a picture, it is shown as one alone.
    package static func picture(_ logo: MerchantLogo, unless known: String?) -> HTTPResponse {
        let tag = "\"\(Base64URL.encode(Array(logo.digest.bytes.prefix(16))))\""
        let fields = [
            ("ETag", tag), ("Content-Type", logo.kind.mediaType.description),
            ("Content-Security-Policy", "default-src 'none'; sandbox"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        let tags = (known ?? "").split(separator: ",").map { $0.drop { $0 == " " }.prefix { $0 != " " } }
        let isKnown = tags.contains { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }
        return response(isKnown ? 304 : 200, fields, isKnown ? [] : logo.bytes, caching: "private, no-cache")
    }

    private static func response(
        _ status: Int,
        _ fields: [(String, String)],
        _ body: [UInt8],
        referrer: Referrer = .nobody,
        caching: String = "no-store"
    ) -> HTTPResponse {
        let everywhere = [
            ("Cache-Control", caching), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", referrer.rawValue),
        ]
        let lines = (everywhere + fields).map { "\($0.0): \($0.1)\r\n" }.joined()
        return HTTPResponse(status: status, fields: Array(lines.utf8), body: body)
    }
}
