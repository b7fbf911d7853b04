/// One field line of a head, as ranges of `HTTPRequest.head`.
package struct HTTPField: Sendable, Hashable {
    /// The name as the client wrote it; its case means nothing.
    package let name: Range<Int>

    /// The value without the white space around it; may be empty.
    package let value: Range<Int>
}
