import Checkout

/// What may be said to a browser of a URL that came from elsewhere.
package enum BrowserURL {
    /// Whether it is `http` or `https` and strictly formed: fit for a link, and for a header line.
    package static func isWeb(_ text: String) -> Bool {
        (try? WebURL(parsing: text.utf8Span.span)) != nil
    }

    /// What stands behind scheme, host and port; empty for what is no web URL.
    package static func path(of text: String) -> String {
        guard let url = try? WebURL(parsing: text.utf8Span.span) else { return "" }
        return String(decoding: text.utf8.dropFirst(url.authorityEnd), as: UTF8.self)
    }

    /// Scheme, host and port (RFC 6454), as a Content-Security-Policy takes them; nil for what is no web URL.
    package static func origin(of text: String) -> String? {
        guard let url = try? WebURL(parsing: text.utf8Span.span) else { return nil }
        return String(decoding: text.utf8.prefix(url.authorityEnd), as: UTF8.self).lowercased()
    }
}
