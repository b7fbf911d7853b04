import HTTPServing

/// What a request says of who sent it.
struct Visit: Sendable {
    /// In which words to answer.
    let words: PageWords

    /// The browser, if it was here before.
    let visitor: Visitor?

    /// Which picture the browser has already, by its tag.
    let knownTag: String?

    /// Where the request came from, for bounds: an IPv6 network of 64 bits counts as one address.
    let address: String

    init(_ request: borrowing HTTPRequest, trustedProxy: TrustedProxy?) {
        words = PageWords(CustomerLocale(acceptLanguage: Self.value("accept-language", of: request)))
        visitor = Self.value("cookie", of: request).flatMap(Visitor.init(cookies:))
        knownTag = Self.value("if-none-match", of: request)
        address = TrustedProxy.network(of: request, trustedProxy)
    }

    private static func value(_ name: StaticString, of request: borrowing HTTPRequest) -> String? {
        switch request.field(name) {
        case .one(let range): request.text(range)
        case .none, .many: nil
        }
    }
}
