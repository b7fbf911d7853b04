/// The members of one object in document order.
///
/// A walk costs one step of the tape a member, whatever the members' values hold.
@usableFromInline
package struct JSONMembers: Sequence, IteratorProtocol, Sendable {
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

    /// The next member, its name being a string node.
    @inlinable
    package mutating func next() -> (name: JSONNode, value: JSONNode)? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        let name = place
        place = Int(tape[name + 1].next)
        return (JSONNode(name), JSONNode(name + 1))
    }
}
