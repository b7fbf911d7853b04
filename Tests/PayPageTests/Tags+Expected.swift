import TestTools

/// What the pay page is made of.
extension Tags {
    static let expected: Set = [
        "!doctype", "html", "head", "header", "meta", "title", "link", "script", "noscript", "body", "main", "section",
        "p",
        "span", "h1",
        "h2", "ul", "li", "div", "dl", "dt", "dd", "form", "input", "button", "label", "a", "svg", "path", "img",
    ]

    static let expectedAttributes: Set = [
        "html", "lang", "charset", "name", "content", "rel", "href", "src", "defer", "http-equiv", "class",
        "aria-labelledby",
        "aria-hidden", "id", "data-stage", "data-status", "data-seconds", "data-busy", "viewbox", "width", "height",
        "d",
        "fill",
        "stroke",
        "stroke-width", "stroke-linecap", "stroke-linejoin", "tabindex", "role", "method", "action", "type", "value",
        "for",
        "inputmode", "autocapitalize", "autocomplete", "spellcheck", "required", "aria-describedby", "aria-invalid",
        "autofocus", "alt",
    ]
}
