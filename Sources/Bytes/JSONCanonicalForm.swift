/// Writes the values of one document in canonical form.
struct JSONCanonicalForm {
    // Safe because a value of this type lives only inside the closure that lends it tape and contents.
    let tape: UnsafeBufferPointer<JSONTapeEntry>
    let contents: JSONContents

    /// Up to so many names, inserting each into its place beats a general sort.
    private static let insertedNames = 24

    func append(_ place: Int, to room: inout ByteRoom) {
        switch tape[place].kind {
        case .object: appendObject(place, to: &room)
        case .array: appendArray(place, to: &room)
        case .string, .number, .true, .false, .null: appendScalar(tape[place], to: &room)
        }
    }

    private func appendObject(_ place: Int, to room: inout ByteRoom) {
        // Safe because there is room for each name of the object, and each is written before it is read.
        withUnsafeTemporaryAllocation(of: JSONNameOrder.self, capacity: Int(tape[place].count)) { names in
            var name = place + 1
            for position in names.indices {
                names.initializeElement(at: position, to: JSONNameOrder(name, contents.bytes(of: tape[name])))
                name = Int(tape[name + 1].next)
            }
            if names.count > 1 { sort(names) }
            room.append(UInt8(ascii: "{"))
            for position in names.indices {
                if position > 0 { room.append(UInt8(ascii: ",")) }
                appendMember(names[position].place, to: &room)
            }
            room.append(UInt8(ascii: "}"))
        }
    }

    private func appendMember(_ place: Int, to room: inout ByteRoom) {
        let name = tape[place]
        let value = tape[place + 1]
        if !name.hasEscapes, isCanonical(value), value.start == name.end &+ 1 {
            // Nothing stands between the two but the colon, so that the whole member is copied as it is.
            let member = Int(name.start)..<Int(value.end)
            room.append(copying: UnsafeBufferPointer(rebasing: contents.text[member]))
        } else {
            appendScalar(name, to: &room)
            room.append(UInt8(ascii: ":"))
            append(place + 1, to: &room)
        }
    }

    private func appendArray(_ place: Int, to room: inout ByteRoom) {
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

    private func appendScalar(_ entry: JSONTapeEntry, to room: inout ByteRoom) {
        guard !isCanonical(entry) else { return room.append(copying: contents.source(of: entry)) }
        room.append(UInt8(ascii: "\""))
        JSONEscaping.append(contents.bytes(of: entry), to: &room)
        room.append(UInt8(ascii: "\""))
    }

    /// True for a scalar that stands in the text as we would write it.
    ///
    /// What was written without a backslash holds nothing that we would write with one.
    @inline(__always)
    private func isCanonical(_ entry: JSONTapeEntry) -> Bool {
        switch entry.kind {
        case .object, .array: false
        case .string, .number, .true, .false, .null: !entry.hasEscapes
        }
    }

    private func sort(_ names: UnsafeMutableBufferPointer<JSONNameOrder>) {
        guard names.count <= Self.insertedNames else {
            var unsorted = names
            return unsorted.sort(by: precedes)
        }
        for position in 1..<names.count {
            let name = names[position]
            var hole = position
            while hole > 0, precedes(name, names[hole - 1]) {
                names[hole] = names[hole - 1]
                hole -= 1
            }
            names[hole] = name
        }
    }

    @inline(__always)
    private func precedes(_ left: JSONNameOrder, _ right: JSONNameOrder) -> Bool {
        guard left.prefix == right.prefix else { return left.prefix < right.prefix }
        return ByteRuns.precedes(contents.bytes(of: tape[left.place]), contents.bytes(of: tape[right.place]))
    }
}
