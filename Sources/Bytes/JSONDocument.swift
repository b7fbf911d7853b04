/// A JSON text that was read once, strictly, and is asked many times.
///
/// It owns its bytes and a flat tape of what stands where in them; values are looked at in place, and nothing becomes
/// a Swift value until it is asked for. Strict means RFC 8259 and more: UTF-8 only and no byte order mark, no
/// duplicate names, no lone surrogates, bounded depth, nothing behind the value. Reading costs time and memory linear
/// in the length of the text, whatever the text is.
@usableFromInline
package struct JSONDocument: Sendable {
    /// The text as it was given.
    package let bytes: [UInt8]

    /// All values and names in document order.
    @usableFromInline
    let tape: [JSONTapeEntry]

    /// What the strings with escapes say, one behind the other.
    @usableFromInline
    let unescaped: [UInt8]

    /// Reads a whole text, or throws the first rule that it breaks and where.
    package init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        guard bytes.count <= JSONLimits.bytes else { throw JSONError(.tooLong, at: JSONLimits.bytes) }
        var tape: [JSONTapeEntry] = []
        var unescaped: [UInt8] = []
        var failure: JSONError?
        tape.append(addingCapacity: JSONParser.mostNodes(inBytes: bytes.count, limits)) { output in
            // Safe because the parser does not leave the closures, and counts what it has written on the tape.
            output.withUnsafeMutableBufferPointer { tape, count in
                bytes.withUnsafeBufferPointer { text in
                    var parser = JSONParser(text, tape: tape, limits: limits)
                    do throws(JSONError) { try parser.parse() } catch { failure = error }
                    unescaped = parser.unescaped
                    count = parser.count
                }
            }
        }
        if let failure { throw failure }
        self.bytes = bytes
        self.tape = tape
        self.unescaped = unescaped
    }

    /// The value that the text is.
    @inlinable
    package var root: JSONNode {
        JSONNode(0)
    }

    /// What the value is.
    @inlinable
    package func kind(of node: JSONNode) -> JSONKind {
        tape[node.place].kind
    }

    /// The number of an object's members or an array's elements; 0 for anything else.
    @inlinable
    package func count(of node: JSONNode) -> Int {
        let entry = tape[node.place]
        return entry.kind == .object || entry.kind == .array ? Int(entry.count) : 0
    }

    /// The members of an object in document order; none for anything else.
    @inlinable
    package func members(of node: JSONNode) -> JSONMembers {
        JSONMembers(tape: tape, first: node.place + 1, count: kind(of: node) == .object ? count(of: node) : 0)
    }

    /// The elements of an array in document order; none for anything else.
    @inlinable
    package func elements(of node: JSONNode) -> JSONElements {
        JSONElements(tape: tape, first: node.place + 1, count: kind(of: node) == .array ? count(of: node) : 0)
    }

    /// The value of the member called `name`, or nil if there is none or the node is no object.
    ///
    /// It looks at one name after the other, which for the objects that people send is faster than any index.
    package func member(_ name: StaticString, of node: JSONNode) -> JSONNode? {
        guard kind(of: node) == .object else { return nil }
        return withContents { contents in
            name.withUTF8Buffer { wanted in
                var place = node.place + 1
                let end = Int(tape[node.place].next)
                while place < end {
                    if ByteRuns.isEqual(contents.bytes(of: tape[place]), wanted) { return JSONNode(place + 1) }
                    place = Int(tape[place + 1].next)
                }
                return nil
            }
        }
    }

    /// The bytes of a value in `bytes`, quotes, brackets and braces included.
    @inlinable
    package func sourceRange(of node: JSONNode) -> Range<Int> {
        let entry = tape[node.place]
        return Int(entry.start)..<Int(entry.end)
    }

    /// Lends the bytes of a value for the time of a call, quotes, brackets and braces included.
    package func withSource<Result>(of node: JSONNode, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        // Safe because the bytes are lent for the call only.
        withContents { body($0.source(of: tape[node.place])) }
    }

    /// Lends the strings of the document for the time of a call.
    func withContents<Result>(_ body: (JSONContents) -> Result) -> Result {
        // Safe because the contents are lent for the call only, and the document cannot change during it.
        bytes.withUnsafeBufferPointer { text in
            unescaped.withUnsafeBufferPointer { unescaped in
                body(JSONContents(text: text, unescaped: unescaped))
            }
        }
    }
}
