/// The tags of a page and their attributes, as a browser would find them: a small and sober tokenizer.
///
/// Reads scalar by scalar (HTML Standard, section 13.2.5): a tag begins at `<` and a letter, an attribute's value ends
/// at its quote, whatever accent may stand behind it.
struct Tags {
    private(set) var names: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var scripts = 0

    static let expected: Set = [
        "!doctype", "html", "head", "header", "meta", "title", "link", "script", "noscript", "body", "main", "section",
        "p",
        "span", "h1",
        "h2", "ul", "li", "div", "dl", "dt", "dd", "form", "input", "button", "label", "a", "svg", "path",
    ]

    static let expectedAttributes: Set = [
        "html", "lang", "charset", "name", "content", "rel", "href", "src", "defer", "http-equiv", "class",
        "aria-labelledby",
        "aria-hidden", "id", "data-stage", "data-status", "data-busy", "viewbox", "width", "height", "d", "fill",
        "stroke",
        "stroke-width", "stroke-linecap", "stroke-linejoin", "tabindex", "role", "method", "action", "type", "value",
        "for",
        "inputmode", "autocapitalize", "autocomplete", "spellcheck", "required", "aria-describedby", "aria-invalid",
        "autofocus",
    ]

    init(of html: String) {
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
