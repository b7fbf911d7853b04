import Bytes
import Cryptography

/// Proves that a form was sent by a page of ours in the browser that got it.
///
/// The browser has a random cookie; a page's token is the first 16 bytes of an HMAC-SHA-256 over what the page is about
/// and the cookie. Another site can send a form, but it can neither read the cookie nor the token. Good across restarts
/// if its key is.
package struct FormTokens: Sendable {
    private static let bytes = 16

    private let key: [UInt8]

    /// Tokens under a key that nothing else uses.
    package init(key: [UInt8]) {
        self.key = key
    }

    /// The token of a page about `subject` in the browser with this cookie; neither of the two holds a space.
    package func token(of subject: String, cookie: String) -> String {
        let message = Array("\(subject) \(cookie)".utf8)
        return Base64URL.encode(Array(HMACSHA256.authenticate(message, key: key).prefix(Self.bytes)))
    }

    /// Whether a form's token is the one of its page.
    package func isValid(_ token: String?, of subject: String, cookie: String) -> Bool {
        guard let token else { return false }
        return ConstantTime.isEqual(Array(token.utf8), Array(self.token(of: subject, cookie: cookie).utf8))
    }
}
