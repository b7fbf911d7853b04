import Bytes
import Cryptography
import Pages

/// One browser, by a random cookie that says nothing of whose it is.
struct Visitor: Hashable, Sendable {
    private static let cookieName = "opencheckout_pay"
    private static let randomBytes = 16

    /// The cookie's value.
    let text: String

    /// A browser that was not here before.
    init(random: RandomSource) {
        text = Base64URL.encode(random.bytes(Self.randomBytes))
    }

    /// The browser that sent these cookies (RFC 6265, section 4.2.1); nil without one of ours.
    init?(cookies: String) {
        guard let text = RequestCookies(cookies)[Self.cookieName],
            Base64URL.decode(text)?.count == Self.randomBytes
        else { return nil }
        self.text = text
    }

    /// The `Set-Cookie` line's value.
    ///
    /// Lax, since the customer comes back from the wallet, which is another site. Kept for as long as a session can be
    /// open.
    func cookie(under path: String, isSecure: Bool) -> String {
        "\(Self.cookieName)=\(text); Path=\(path); Max-Age=86400; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }
}
