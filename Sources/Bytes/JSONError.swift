/// Why a text is not the strict JSON that we read, and where that was seen.
package struct JSONError: Error, Sendable, Hashable {
    /// The rule that the text breaks, one case a rule.
    package enum Kind: Sendable, Hashable {
        /// There is nothing but white space.
        case empty
        /// The text is longer than offsets can address.
        case tooLong
        /// The text begins with a byte order mark, which RFC 8259 section 8.1 forbids to send.
        case byteOrderMark
        /// The bytes are not UTF-8: overlong, truncated, a surrogate, or beyond U+10FFFF.
        case invalidUTF8
        /// A byte stands where the grammar has no place for it.
        case unexpectedByte
        /// The text ends inside a value.
        case unexpectedEnd
        /// Something other than white space follows the value.
        case trailingText
        /// Two members of one object have the same name once escapes are undone; the offset is the second one's.
        case duplicateName
        /// More arrays and objects stand inside each other than the limit allows.
        case tooDeep
        /// There are more values and names than the limit allows.
        case tooManyNodes
        /// A backslash is followed by something that is no escape.
        case invalidEscape
        /// An escape names half of a surrogate pair without the other half.
        case loneSurrogate
        /// A control character, U+0000 to U+001F, stands unescaped in a string.
        case controlCharacter
        /// A number is spelled against RFC 8259 section 6: leading zero or plus, no digit before or after the point.
        case number
    }

    /// The rule that was broken.
    package let kind: Kind

    /// The byte at which it was seen, counted from 0; the length of the text if its end came too early.
    package let offset: Int

    /// An error of `kind` seen at byte `offset`.
    package init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}
