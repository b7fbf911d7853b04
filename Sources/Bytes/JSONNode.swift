/// A value or a member's name inside one `JSONDocument`.
///
/// It is a place on the document's tape, four bytes, and means nothing to any other document: a foreign node names
/// another value there or traps, it never reads outside.
@usableFromInline
package struct JSONNode: Sendable, Hashable {
    /// The entry's place on the tape.
    @usableFromInline
    let index: Int32

    @usableFromInline
    init(_ index: Int) {
        self.index = Int32(truncatingIfNeeded: index)
    }

    @usableFromInline
    var place: Int {
        Int(index)
    }
}
