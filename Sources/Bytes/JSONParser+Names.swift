/// The rule that no two members of an object share a name.
///
/// Readers differ in which of two they believe, so a text with two means two things.
extension JSONParser {
    /// Objects up to this size compare each name with those before it; larger ones are hashed.
    private static let comparedMembers = 16

    /// Throws if two names of the object at `object` say the same, escapes undone.
    func refuseDuplicateNames(in object: Int) throws(JSONError) {
        // Safe because the contents are used only inside the closure, while neither buffer changes.
        let duplicate = unescaped.withUnsafeBufferPointer { unescaped in
            let contents = JSONContents(text: text, unescaped: unescaped)
            return tape[object].count <= Self.comparedMembers
                ? comparedDuplicate(in: object, contents)
                : hashedDuplicate(in: object, contents)
        }
        if let duplicate { throw JSONError(.duplicateName, at: Int(tape[duplicate].start)) }
    }

    /// The first name that repeats an earlier one, found by comparing.
    ///
    /// A 64-bit filter over length and two bytes of each name spares nearly all of the comparisons.
    private func comparedDuplicate(in object: Int, _ contents: JSONContents) -> Int? {
        var seen: UInt64 = 0
        var name = object + 1
        let end = Int(tape[object].next)
        while name < end {
            let bit = filterBit(of: tape[name], contents)
            if seen & bit != 0 {
                let bytes = contents.bytes(of: tape[name])
                var earlier = object + 1
                while earlier < name {
                    if ByteRuns.isEqual(contents.bytes(of: tape[earlier]), bytes) { return name }
                    earlier = Int(tape[earlier + 1].next)
                }
            }
            seen |= bit
            name = Int(tape[name + 1].next)
        }
        return nil
    }

    /// The bit of the filter that stands for all names of the same length, first and last byte.
    @inline(__always)
    private func filterBit(of name: JSONTapeEntry, _ contents: JSONContents) -> UInt64 {
        let (first, last, count): (UInt8, UInt8, UInt32)
        if name.hasEscapes {
            let bytes = contents.bytes(of: name)
            (first, last, count) = (bytes[0], bytes[bytes.count - 1], name.count)
        } else {
            // Behind and before the quotes, which an empty name has in their place.
            (first, last) = (text[Int(name.start) &+ 1], text[Int(name.end) &- 2])
            count = name.end &- name.start &- 2
        }
        return 1 << UInt64(truncatingIfNeeded: (count &+ UInt32(first) &* 7 &+ UInt32(last) &* 29) & 63)
    }

    /// The first name that repeats an earlier one, found by an open-addressed table at most half full.
    ///
    /// The hash is keyed anew in each process, so that nobody can prepare names that collide: the cost stays linear.
    private func hashedDuplicate(in object: Int, _ contents: JSONContents) -> Int? {
        let bits = Int.bitWidth - (2 * Int(tape[object].count) - 1).leadingZeroBitCount
        let mask = 1 << bits - 1
        var table = [Int32](repeating: -1, count: mask + 1)
        var name = object + 1
        let end = Int(tape[object].next)
        while name < end {
            let bytes = contents.bytes(of: tape[name])
            var hasher = Hasher()
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
            var slot = hasher.finalize() & mask
            while table[slot] >= 0 {
                if ByteRuns.isEqual(contents.bytes(of: tape[Int(table[slot])]), bytes) { return name }
                slot = (slot + 1) & mask
            }
            table[slot] = Int32(truncatingIfNeeded: name)
            name = Int(tape[name + 1].next)
        }
        return nil
    }
}
