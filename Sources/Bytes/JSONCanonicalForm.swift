/// Writes the values of one document in canonical form.
struct JSONCanonicalForm {
    let tape: [JSONTapeEntry]

    // Safe because a value of this type lives only inside the closure that lends it the contents.
    let contents: JSONContents

    /// The sorted names of all objects that are being written, the innermost last.
    private var names: [Int32] = []

    /// Up to so many names, inserting each into its place beats a general sort.
    private static let insertedNames = 24

    init(tape: [JSONTapeEntry], contents: JSONContents) {
        self.tape = tape
        self.contents = contents
    }

    mutating func append(_ place: Int, to room: inout ByteRoom) {
        let entry = tape[place]
        switch entry.kind {
        case .object: appendObject(place, to: &room)
        case .array: appendArray(place, to: &room)
        case .string: appendString(entry, to: &room)
        case .number, .true, .false, .null: room.append(copying: contents.source(of: entry))
        }
    }

    private mutating func appendObject(_ place: Int, to room: inout ByteRoom) {
        let first = names.count
        let end = Int(tape[place].next)
        var name = place + 1
        while name < end {
            names.append(Int32(truncatingIfNeeded: name))
            name = Int(tape[name + 1].next)
        }
        sortNames(from: first)
        room.append(UInt8(ascii: "{"))
        let last = names.count
        for position in first..<last {
            if position > first { room.append(UInt8(ascii: ",")) }
            let name = Int(names[position])
            appendString(tape[name], to: &room)
            room.append(UInt8(ascii: ":"))
            append(name + 1, to: &room)
        }
        room.append(UInt8(ascii: "}"))
        names.removeSubrange(first...)
    }

    private mutating func appendArray(_ place: Int, to room: inout ByteRoom) {
        room.append(UInt8(ascii: "["))
        let end = Int(tape[place].next)
        var element = place + 1
        while element < end {
            if element > place + 1 { room.append(UInt8(ascii: ",")) }
            append(element, to: &room)
            element = Int(tape[element].next)
        }
        room.append(UInt8(ascii: "]"))
    }

    private func appendString(_ entry: JSONTapeEntry, to room: inout ByteRoom) {
        // What was written without a backslash holds nothing that we would write with one.
        guard entry.hasEscapes else { return room.append(copying: contents.source(of: entry)) }
        room.append(UInt8(ascii: "\""))
        JSONEscaping.append(contents.bytes(of: entry), to: &room)
        room.append(UInt8(ascii: "\""))
    }

    private mutating func sortNames(from first: Int) {
        guard names.count - first > Self.insertedNames else { return insertNames(from: first) }
        let (tape, contents) = (tape, contents)
        // Safe because sorting moves names inside their own buffer only.
        names.withUnsafeMutableBufferPointer { names in
            var unsorted = UnsafeMutableBufferPointer(rebasing: names[first...])
            unsorted.sort { left, right in
                ByteRuns.precedes(contents.bytes(of: tape[Int(left)]), contents.bytes(of: tape[Int(right)]))
            }
        }
    }

    private mutating func insertNames(from first: Int) {
        guard names.count - first > 1 else { return }
        for position in first + 1..<names.count {
            let name = names[position]
            let bytes = contents.bytes(of: tape[Int(name)])
            var hole = position
            while hole > first, ByteRuns.precedes(bytes, contents.bytes(of: tape[Int(names[hole - 1])])) {
                names[hole] = names[hole - 1]
                hole -= 1
            }
            names[hole] = name
        }
    }
}
