/// The tags of a page and their attributes, as a browser would find them: a small and sober tokenizer.
///
/// Reads scalar by scalar (HTML Standard, section 13.2.5): a tag begins at `<` and a letter, an attribute's value ends
/// at its quote, whatever accent may stand behind it.
package struct Tags {
    /// The names of all tags, in lower case.
    package private(set) var names: Set<String> = []

    /// The names of all attributes, in lower case.
    package private(set) var attributes: Set<String> = []

    /// How many scripts begin.
    package private(set) var scripts = 0

    /// Reads a page.
    package init(of html: String) {
        var rest = Array(html.unicodeScalars)[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[(open + 1)...]
            guard let first = rest.first, first == "/" || first == "!" || first.properties.isAlphabetic else {
                continue
            }
            readTag(&rest)
        }
    }

    private mutating func readTag(_ rest: inout ArraySlice<Unicode.Scalar>) {
        let name = take(&rest) { !Self.isSpace($0) && $0 != ">" }
        let bare = name.drop { $0 == "/" }.lowercased()
        names.insert(bare)
        if bare == "script", !name.hasPrefix("/") { scripts += 1 }
        while true {
            _ = take(&rest) { Self.isSpace($0) || $0 == "/" }
            guard let next = rest.first, next != ">" else { break }
            attributes.insert(take(&rest) { !Self.isSpace($0) && $0 != "=" && $0 != ">" && $0 != "/" }.lowercased())
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst()
            guard let quote = rest.first, quote == "\"" || quote == "'" else {
                _ = take(&rest) { !Self.isSpace($0) && $0 != ">" }
                continue
            }
            rest = rest.dropFirst()
            _ = take(&rest) { $0 != quote }
            rest = rest.dropFirst()
        }
    }

    private func take(
        _ rest: inout ArraySlice<Unicode.Scalar>,
        while isWanted: (Unicode.Scalar) -> Bool
    ) -> String {
        let taken = rest.prefix(while: isWanted)
        rest = rest.dropFirst(taken.count)
        return String(String.UnicodeScalarView(taken))
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        [" ", "\n", "\t", "\r"].contains(scalar)
    }
}
