import Bytes
import Checkout

/// What a merchant looks for in sessions, made ready once for many of them.
///
/// Most sessions are passed over by a search for bytes in what is kept of them; only what that finds is read as JSON.
struct SoughtText: Sendable {
    /// The session of this identifier, if the text is one; then nothing else is looked at.
    let session: SessionID?

    private let text: String
    private let referenceHash: Int
    private let quoted: BytePattern
    private let wallets: [String]

    /// What to look for; nil for a text of white space alone, which everything would fit.
    init?(_ typed: String) {
        let text = Self.trimmed(typed)
        guard !text.isEmpty else { return nil }
        self.text = text
        session = SessionID(parsing: Array(text.utf8))
        referenceHash = StoredSession.hash(ofReference: text)
        var json = JSONWriter()
        json.string(text)
        quoted = BytePattern(json.bytes)
        wallets = Self.wallets(text)
    }

    /// Whether a session is one of those that are looked for.
    func matches(_ sought: StoredSession) -> Bool {
        if sought.id == session { return true }
        if let wallet = sought.state.customerWallet, wallets.contains(wallet) { return true }
        guard sought.contains(quoted) else { return false }
        return sought.hasReference(text, hash: referenceHash) || hasMetadata(sought)
    }

    private func hasMetadata(_ sought: StoredSession) -> Bool {
        guard let document = try? JSONDocument(parsing: sought.original()),
            let metadata = document.member("metadata", of: document.root)
        else {
            return false
        }
        return document.members(of: metadata).contains { document.string($0.value) == text }
    }

    /// A wallet address as it is kept, for each form in which people write one: a payment pointer, or without a scheme.
    private static func wallets(_ text: String) -> [String] {
        if text.hasPrefix("$") { return ["https://\(text.dropFirst())"] }
        if text.contains("://") { return [text] }
        return ["https://\(text)", "http://\(text)"]
    }

    private static func trimmed(_ text: String) -> String {
        let rest = text.drop(while: \.isWhitespace)
        return String(rest.prefix(rest.count - rest.reversed().prefix(while: \.isWhitespace).count))
    }
}
