import HTTPServing

/// Pages that a server writes: text is escaped where it is put in, markup is ours.
struct HTML: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// Literals stand as they are; what is put into them is escaped unless it is markup already.
    struct StringInterpolation: StringInterpolationProtocol {
        var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity)
        }

        mutating func appendLiteral(_ literal: String) {
            markup += literal
        }

        mutating func appendInterpolation(_ text: String) {
            markup += HTML.escape(text)
        }

        mutating func appendInterpolation(_ html: HTML) {
            markup += html.description
        }

        mutating func appendInterpolation(_ list: [HTML]) {
            for html in list { markup += html.description }
        }
    }

    /// The markup.
    let description: String

    init(stringLiteral value: String) {
        description = value
    }

    init(stringInterpolation: StringInterpolation) {
        description = stringInterpolation.markup
    }

    /// A whole page.
    ///
    /// Only forms to the page itself and to `formTarget` are allowed, and nothing from elsewhere.
    static func page(
        _ status: Int = 200,
        title: String,
        basePath: String,
        formTarget: String? = nil,
        _ body: HTML
    ) -> HTTPResponse {
        let page: HTML = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title)</title>
            <link rel="stylesheet" href="\(basePath)/_sandbox/wallet.css">
            </head>
            <body>
            <header><p class="provider">Sandbox wallet</p><p class="notice">A test: no real money.</p></header>
            <main>
            \(body)
            </main>
            </body>
            </html>

            """
        let policy = [
            "default-src 'none'", "style-src 'self'", "form-action 'self'" + (formTarget.map { " \($0)" } ?? ""),
            "frame-ancestors 'none'", "base-uri 'none'",
        ]
        let fields = """
            Content-Type: text/html; charset=utf-8\r
            Content-Security-Policy: \(policy.joined(separator: "; "))\r
            Referrer-Policy: no-referrer\r
            X-Content-Type-Options: nosniff\r
            Cache-Control: no-store\r

            """
        return HTTPResponse(status: status, fields: Array(fields.utf8), body: Array(page.description.utf8))
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case _: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
