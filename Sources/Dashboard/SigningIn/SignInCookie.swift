import Bytes
import Cryptography
import Pages

/// The dashboard's one cookie: a random text that names a browser, and what it has signed in to.
///
/// Nothing can be read from it, least of all the key that was shown. Signing in always sets a new one, so that nobody
/// can hand a browser a cookie that becomes a sign-in later.
struct SignInCookie: Hashable, Sendable {
    private static let name = "opencheckout_dashboard"
    private static let randomBytes = 32

    /// The cookie's value.
    let text: String

    /// A cookie that no browser has yet.
    init(random: RandomSource) {
        text = Base64URL.encode(random.bytes(Self.randomBytes))
    }

    /// The cookie that a browser sent; nil without one of ours.
    init?(_ cookies: RequestCookies) {
        guard let text = cookies[Self.name], Base64URL.decode(text)?.count == Self.randomBytes else { return nil }
        self.text = text
    }

    /// The `Set-Cookie` line's value; without a number of seconds the browser forgets it when it ends.
    func line(under path: String, isSecure: Bool, seconds: Int64?) -> String {
        let age = seconds.map { "; Max-Age=\($0)" } ?? ""
        return "\(Self.name)=\(text); Path=\(path)\(age); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }

    /// The `Set-Cookie` line's value that takes it away.
    static func removal(under path: String, isSecure: Bool) -> String {
        "\(name)=; Path=\(path); Max-Age=0; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }
}
