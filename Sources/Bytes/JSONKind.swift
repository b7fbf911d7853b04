/// What a JSON value is: the six kinds of RFC 8259 section 3, `true` and `false` apart.
///
/// A kind says nothing of the value's size or spelling; `JSONDocument` answers that.
@usableFromInline
package enum JSONKind: UInt8, Sendable, Hashable {
    /// Members in braces.
    case object
    /// Elements in brackets.
    case array
    /// Text in quotes.
    case string
    /// A number, kept as it was spelled.
    case number
    /// The literal `true`.
    case `true`
    /// The literal `false`.
    case `false`
    /// The literal `null`.
    case null
}
