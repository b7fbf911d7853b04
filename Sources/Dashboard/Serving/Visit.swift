import Checkout
import HTTPServing
import Pages

/// What a request says of who sent it, and from where.
struct Visit: Sendable {
    /// When it came.
    var now: Timestamp

    /// Where the browser has the dashboard.
    let own: OwnAddress

    /// Its cookie, if it has one of ours.
    let cookie: SignInCookie?

    /// Where it came from, for bounds and the history: an IPv6 network of 64 bits counts as one address.
    let address: String

    /// What the browser calls itself.
    let browser: String

    /// The origin of the page that sent it, as browsers tell of forms.
    let origin: String?

    /// What stands between the parts of a form that holds a file.
    let boundary: String?

    /// Which picture the browser has already, by its tag.
    let knownTag: String?

    /// Whether a link on another site led here: then the browser has kept its cookie to itself.
    let isFromElsewhere: Bool

    init(_ request: borrowing HTTPRequest, _ settings: DashboardHandler.Settings) {
        now = settings.now()
        own = OwnAddress(baseURL: settings.baseURL, host: Self.value("host", of: request))
        cookie = SignInCookie(RequestCookies(of: request))
        address = TrustedProxy.network(of: request, settings.trustedProxy)
        browser = String((Self.value("user-agent", of: request) ?? "").prefix(Limits.browserCharacters))
        origin = Self.value("origin", of: request)
        boundary = Self.value("content-type", of: request).flatMap { FormFields.boundary(in: $0) }
        knownTag = Self.value("if-none-match", of: request)
        isFromElsewhere = Self.value("sec-fetch-site", of: request) == "cross-site"
    }

    private static func value(_ name: StaticString, of request: borrowing HTTPRequest) -> String? {
        switch request.field(name) {
        case .one(let range): request.text(range)
        case .none, .many: nil
        }
    }
}
