import Checkout
import Pages

/// Tokens of sessions' pages.
///
/// `Origin` is not looked at: under these pages' referrer policy browsers send `null` there.
extension FormTokens {
    /// The token of a session's page in one browser.
    func token(for session: SessionID, visitor: Visitor) -> String {
        token(of: session.text, cookie: visitor.text)
    }

    /// Whether a form's token is the one of its page.
    func isValid(_ token: String?, for session: SessionID, visitor: Visitor?) -> Bool {
        guard let visitor else { return false }
        return isValid(token, of: session.text, cookie: visitor.text)
    }
}
