/// The elements of one array in document order.
///
/// A walk costs one step of the tape an element, whatever the elements hold.
@usableFromInline
package struct JSONElements: Sequence, IteratorProtocol, Sendable {
    @usableFromInline
    let tape: [JSONTapeEntry]

    @usableFromInline
    var place: Int

    @usableFromInline
    var remaining: Int

    @usableFromInline
    init(tape: [JSONTapeEntry], first: Int, count: Int) {
        self.tape = tape
        place = first
        remaining = count
    }

    /// The next element.
    @inlinable
    package mutating func next() -> JSONNode? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        let element = place
        place = Int(tape[element].next)
        return JSONNode(element)
    }
}
