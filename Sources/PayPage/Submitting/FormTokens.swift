import Bytes
import Checkout
import Cryptography

/// Proves that a form was sent by the page of its session in the same browser.
///
/// The browser has a random cookie; a page's token is the first 16 bytes of an HMAC-SHA-256 over session and cookie.
/// Another site can send a form, but it can neither read the cookie nor the token. Good across restarts, since the key
/// is derived from the server's encryption key. `Origin` is not looked at: under this page's referrer policy browsers
/// send `null` there.
struct FormTokens: Sendable {
    private static let bytes = 16

    private let key: [UInt8]

    /// Tokens under a key that nothing else uses.
    init(key: [UInt8]) {
        self.key = key
    }

    /// The token of a session's page in one browser.
    func token(for session: SessionID, visitor: Visitor) -> String {
        let message = Array("\(session.text) \(visitor.text)".utf8)
        return Base64URL.encode(Array(HMACSHA256.authenticate(message, key: key).prefix(Self.bytes)))
    }

    /// Whether a form's token is the one of its page.
    func isValid(_ token: String?, for session: SessionID, visitor: Visitor?) -> Bool {
        guard let token, let visitor else { return false }
        return ConstantTime.isEqual(Array(token.utf8), Array(self.token(for: session, visitor: visitor).utf8))
    }
}
