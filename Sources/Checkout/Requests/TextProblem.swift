import Glibc

/// What is wrong with a text.
package enum TextProblem: Error, Hashable, Sendable {
    /// Shorter than the rule allows.
    case empty
    /// Longer than `maximum` Unicode scalars.
    case tooLong(maximum: Int)
    /// Holds U+0000, which no text may.
    case holdsNull
    /// Holds a control character where none may stand: U+0000–U+001F, U+007F–U+009F.
    case holdsControlCharacter

    /// Checks length and U+0000; `nil` means the text is fine.
    ///
    /// Length counts Unicode scalars. One pass over the bytes, a second only for texts near the limit.
    package static func find(in text: String, characters: ClosedRange<Int>) -> TextProblem? {
        let bytes = text.utf8
        // The cheap measure decides most texts: a text has no more scalars than bytes.
        if bytes.count > characters.upperBound, text.unicodeScalars.count > characters.upperBound {
            return .tooLong(maximum: characters.upperBound)
        }
        // Every lower bound in the rules is 0 or 1, so that too short means empty.
        if characters.lowerBound > 0, bytes.isEmpty { return .empty }
        return holdsNull(text) ? .holdsNull : nil
    }

    private static func holdsNull(_ text: String) -> Bool {
        // Safe because the bytes are only read, within the span's bounds.
        text.utf8Span.span.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return false }
            return memchr(start, 0, bytes.count) != nil
        }
    }

    /// Checks like ``find(in:characters:)``, and refuses control characters too; for names shown on terminals.
    package static func findInName(_ text: String, characters: ClosedRange<Int>) -> TextProblem? {
        if let problem = find(in: text, characters: characters) { return problem }
        let holdsControl = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        return holdsControl ? .holdsControlCharacter : nil
    }
}
