import Bytes

/// A URL to which a customer's browser is sent, kept exactly as the merchant gave it.
///
/// Absolute, at most ``Limits/urlCharacters`` long, `https`; `http` only for a test session and a loopback host. No
/// user information, white space, control character, backslash or raw non-ASCII; a port from 1 to 65535. The session
/// template may stand in path, query and fragment; other braces are the merchant's and stay.
package struct RedirectURL: Hashable, Sendable {
    /// The URL as given.
    package let text: String

    /// Whether the session template stands in it.
    private let hasTemplate: Bool

    /// Checks a URL for a session of `keyMode`.
    package init(_ text: String, keyMode: KeyMode) throws(URLProblem) {
        let bytes = text.utf8Span.span
        let url = try WebURL(parsing: bytes)
        if !url.isEncrypted {
            guard !keyMode.isLive else { throw .notEncrypted }
            guard url.isLoopback else { throw .notEncryptedNorLoopback }
        }
        self.text = text
        hasTemplate = SessionTemplate.isIn(bytes)
    }

    /// The URL with every template in it replaced by the session's identifier.
    package func text(for session: SessionID) -> String {
        guard hasTemplate else { return text }
        var identifier: [UInt8] = []
        session.append(to: &identifier)
        return String(decoding: filled(with: identifier), as: UTF8.self)
    }

    /// Writes what ``text(for:)`` gives, with the identifier's text at hand and without a `String`.
    func write(with identifier: [UInt8], to json: inout JSONWriter) {
        if hasTemplate { json.string(utf8: filled(with: identifier)) } else { json.string(text) }
    }

    private func filled(with identifier: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + identifier.count)
        SessionTemplate.append(text.utf8Span.span, replacingWith: identifier, to: &bytes)
        return bytes
    }
}
