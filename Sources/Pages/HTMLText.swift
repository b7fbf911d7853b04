import Mustache

/// A text as it stands in HTML: between tags, or in an attribute with quotes.
///
/// Templates take these alone, by `{{{name}}}`. The template library's own escaping looks at whole characters as people
/// see them, so that a quote with a combining accent behind it would pass; browsers read scalars, and so does this.
package struct HTMLText: MustacheCustomRenderable, Hashable, Sendable {
    /// The text, escaped.
    package let renderText: String

    /// Never: what may be absent is an optional of this.
    package var isNull: Bool { false }

    /// Escapes what somebody wrote.
    package init(_ text: String) {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case _: escaped.unicodeScalars.append(scalar)
            }
        }
        renderText = escaped
    }
}
