import Pages

/// One line of a description: a name and what it is.
struct FactContent: Sendable {
    let factName: HTMLText

    /// Plain text.
    var plain: HTMLText?

    /// A link, or what would be one.
    var link: LinkContent?

    /// A time.
    var moment: TimeContent?

    /// Whether the text is one that programs read: identifiers and addresses.
    var isCode = false

    /// A text.
    static func text(_ name: String, _ value: String, isCode: Bool = false) -> FactContent {
        FactContent(factName: HTMLText(name), plain: HTMLText(value), isCode: isCode)
    }

    /// An address.
    static func link(_ name: String, _ value: String) -> FactContent {
        FactContent(factName: HTMLText(name), link: LinkContent(value), isCode: true)
    }

    /// A time.
    static func time(_ name: String, _ value: TimeContent) -> FactContent {
        FactContent(factName: HTMLText(name), moment: value)
    }
}
