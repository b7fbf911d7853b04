package import HTTPServing

/// The cookies that a browser sends along (RFC 6265, section 4.2.1).
package struct RequestCookies: Sendable {
    private let text: String

    /// Those of a header field's value.
    package init(_ text: String) {
        self.text = text
    }

    /// Those of a request; none where the field is missing or stands there twice.
    package init(of request: borrowing HTTPRequest) {
        switch request.field("cookie") {
        case .one(let range): text = request.text(range)
        case .none, .many: text = ""
        }
    }

    /// The value of the first cookie of a name.
    package subscript(_ name: String) -> String? {
        let prefix = name + "="
        let found = text.split(separator: ";").lazy.map { $0.drop { $0 == " " } }.first { $0.hasPrefix(prefix) }
        return found.map { String($0.dropFirst(prefix.count)) }
    }
}
