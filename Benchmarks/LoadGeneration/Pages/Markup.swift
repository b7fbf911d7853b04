/// HTML and SVG under construction: names are written in this program, everything else is escaped on its way in.
struct Markup {
    /// What has been written.
    private(set) var html = ""

    /// Writes an element with its attributes and whatever the body writes into it.
    mutating func element(
        _ name: StaticString,
        _ attributes: KeyValuePairs<StaticString, String> = [:],
        _ body: (inout Markup) -> Void = { _ in }
    ) {
        html += "<\(name)"
        for (attribute, value) in attributes { html += " \(attribute)=\"\(Self.escaped(value))\"" }
        html += ">"
        body(&self)
        html += "</\(name)>"
    }

    /// Writes an element that holds a text and nothing else.
    mutating func element(
        _ name: StaticString,
        _ attributes: KeyValuePairs<StaticString, String> = [:],
        text: String
    ) {
        element(name, attributes) { $0.text(text) }
    }

    /// Writes a text.
    mutating func text(_ text: String) {
        html += Self.escaped(text)
    }

    /// Writes what stands in this program as it is, such as a style sheet.
    mutating func verbatim(_ source: StaticString) {
        html += "\(source)"
    }

    /// Writes what another has written.
    mutating func include(_ other: Markup) {
        html += other.html
    }

    /// Good inside an element and inside a quoted attribute.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
