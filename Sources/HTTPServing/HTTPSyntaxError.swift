/// Which rule of the syntax a request breaks, one case a rule.
package enum HTTPSyntaxError: Sendable, Hashable, CaseIterable {
    /// A line does not end in CR LF, or a CR or LF stands elsewhere (RFC 9112, section 2.2, where leniency is
    /// optional).
    case lineEnding

    /// More than one empty line before the request line.
    case emptyLines

    /// Not three parts with one space between them (section 3).
    case requestLine

    /// The method is no token.
    case method

    /// The target is empty or has bytes that are not visible ASCII, or a `#`.
    case target

    /// An absolute, authority or asterisk form, of which none means anything here (section 3.2).
    case targetForm

    /// The version is not `HTTP/` digit `.` digit.
    case version

    /// A field line has no colon, or its name is no token (white space before the colon included; section 5.1).
    case fieldName

    /// A field value has a control character.
    case fieldValue

    /// A field line begins with white space: line folding is obsolete (section 5.2).
    case foldedField

    /// HTTP/1.1 without a Host (section 3.2).
    case hostMissing

    /// Two Host fields.
    case hostRepeated

    /// Host is no host with an optional port.
    case hostInvalid

    /// Content-Length is not a number of at most 18 digits, and nothing else.
    case contentLengthInvalid

    /// Two Content-Length fields, or a list in one, also of equal values (section 6.3).
    case contentLengthRepeated

    /// Content-Length and Transfer-Encoding in one head (section 6.1).
    case lengthAndCoding

    /// Transfer-Encoding in an HTTP/1.0 request (section 6.1).
    case codingInHTTP10

    /// A chunk's size line is malformed or too long (section 7.1).
    case chunkSize

    /// The chunk extensions together are too long.
    case chunkExtensions

    /// A chunk's data does not end in CR LF where its size says.
    case chunkEnd
}
