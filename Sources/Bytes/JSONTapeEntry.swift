/// One value or member name on a document's tape.
///
/// Entries stand in document order, containers before their contents: an object is followed by name, value, name,
/// value, an array by its elements. `start` and `end` are bytes of the text, quotes and braces included.
@usableFromInline
struct JSONTapeEntry: Sendable {
    /// The first byte of the value in the text.
    @usableFromInline
    var start: UInt32

    /// The byte after the value in the text.
    @usableFromInline
    var end: UInt32

    /// The tape index after the value and all that is in it; while a container is open, its parent plus one.
    @usableFromInline
    var next: UInt32

    /// The members of an object or elements of an array; of a string with escapes, the length of what it says.
    @usableFromInline
    var count: UInt32

    /// Where in the document's unescaped bytes a string with escapes begins.
    @usableFromInline
    var unescapedStart: UInt32

    @usableFromInline
    var kind: JSONKind

    /// True for a string with at least one backslash.
    @usableFromInline
    var hasEscapes: Bool

    init(_ kind: JSONKind, start: Int, end: Int, next: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
        self.next = UInt32(truncatingIfNeeded: next)
        count = 0
        unescapedStart = 0
        self.kind = kind
        hasEscapes = false
    }
}
