/// Writes JSON without white space, and puts the commas where they belong.
///
/// It trusts its caller to name members inside objects only and to end what was begun. Strings are escaped as little
/// as possible: U+2028, `/` and all that is not ASCII stand as they are.
package struct JSONWriter: Sendable {
    /// What has been written so far.
    package var bytes: [UInt8] = []

    /// True behind a finished value, where another one needs a comma first.
    private var needsComma = false

    /// A writer with room for `reserving` bytes before it has to grow.
    package init(reserving: Int = 256) {
        bytes.reserveCapacity(reserving)
    }

    /// Forgets what was written and keeps the room, so that one writer can serve line after line.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
    }

    /// Opens an object.
    package mutating func beginObject() {
        begin(UInt8(ascii: "{"))
    }

    /// Closes the innermost object.
    package mutating func endObject() {
        end(UInt8(ascii: "}"))
    }

    /// Opens an array.
    package mutating func beginArray() {
        begin(UInt8(ascii: "["))
    }

    /// Closes the innermost array.
    package mutating func endArray() {
        end(UInt8(ascii: "]"))
    }

    /// Writes a member's name; its value is what is written next.
    ///
    /// Precondition: the name needs no escape. It is not looked for, since a literal is ours.
    package mutating func name(_ text: StaticString) {
        // Safe because the bytes of a literal are there for as long as the program runs.
        text.withUTF8Buffer { name in
            assert(ByteRuns.isPlain(name), "a literal name needs no escape")
            write(name, isQuoted: true, isName: true)
        }
    }

    /// Writes a member's name; its value is what is written next.
    ///
    /// A literal goes to the other overload, which has its bytes at hand.
    @_disfavoredOverload
    package mutating func name(_ text: String) {
        string(text)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    package mutating func string(_ text: StaticString) {
        // Safe because the bytes of a literal are there for as long as the program runs.
        text.withUTF8Buffer { quote($0) }
    }

    /// Writes a string.
    ///
    /// A literal goes to the other overload, which has its bytes at hand.
    @_disfavoredOverload
    package mutating func string(_ text: String) {
        var text = text
        // Safe because the bytes are copied before the call returns.
        text.withUTF8 { quote($0) }
    }

    /// Writes a string that is given as UTF-8, which the caller knows to be well-formed.
    package mutating func string(utf8 text: [UInt8]) {
        // Safe because the bytes are copied before the call returns.
        text.withUnsafeBufferPointer { quote($0) }
    }

    /// Writes a string whose characters `body` appends; none of them may need an escape.
    package mutating func quoted(_ body: (inout [UInt8]) -> Void) {
        write(atMost: 2) { $0.append(UInt8(ascii: "\"")) }
        body(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a string that goes on with what `body` appends; none of that may need an escape.
    package mutating func string(_ text: String, followedBy body: (inout [UInt8]) -> Void) {
        string(text)
        // The quote stands behind what follows.
        bytes.removeLast()
        body(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes 128 bits as a string of 32 hexadecimal digits.
    package mutating func hexadecimal(_ value: UInt128) {
        write(atMost: 35) { room in
            room.append(UInt8(ascii: "\""))
            Hex.append(value, to: &room)
            room.append(UInt8(ascii: "\""))
        }
    }

    /// Writes a whole number.
    package mutating func integer(_ value: Int64) {
        write(atMost: DecimalDigits.longest + 2) { DecimalDigits.append(value, to: &$0) }
    }

    /// Writes a whole number.
    package mutating func integer(_ value: Int) {
        integer(Int64(value))
    }

    /// Writes `true` or `false`.
    package mutating func boolean(_ value: Bool) {
        write(atMost: 6) { $0.append(value ? "true" : "false") }
    }

    /// Writes `null`.
    package mutating func null() {
        write(atMost: 5) { $0.append("null") }
    }

    /// Writes a value that is JSON already; the bytes are taken on trust.
    package mutating func raw(_ value: [UInt8]) {
        // Safe because the bytes are copied before the call returns.
        value.withUnsafeBufferPointer { write($0, isQuoted: false) }
    }

    /// Writes a value that is JSON already; the bytes are taken on trust.
    package mutating func raw(_ value: ArraySlice<UInt8>) {
        // Safe because the bytes are copied before the call returns.
        value.withUnsafeBufferPointer { write($0, isQuoted: false) }
    }

    /// Writes a value that is JSON already and that `body` appends; the bytes are taken on trust.
    package mutating func raw(_ body: (inout [UInt8]) -> Void) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        body(&bytes)
        needsComma = true
    }

    private mutating func begin(_ bracket: UInt8) {
        write(atMost: 2) { $0.append(bracket) }
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
        guard ByteRuns.isPlain(text) else { return escape(text) }
        write(text, isQuoted: true)
    }

    @inline(never)
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        write(atMost: JSONEscaping.length(of: text) + 3) { room in
            room.append(UInt8(ascii: "\""))
            JSONEscaping.append(text, to: &room)
            room.append(UInt8(ascii: "\""))
        }
    }

    /// Writes a run of bytes as it is, between quotes if it is a string or a name, and with a colon if it is a name.
    @inline(__always)
    private mutating func write(_ run: UnsafeBufferPointer<UInt8>, isQuoted: Bool, isName: Bool = false) {
        // A function with a name is inlined where a closure of this size would be called.
        @inline(__always)
        func append(to room: inout ByteRoom) {
            if isQuoted { room.append(UInt8(ascii: "\"")) }
            room.append(copying: run)
            if isQuoted { room.append(UInt8(ascii: "\"")) }
            if isName { room.append(UInt8(ascii: ":")) }
        }
        // Beside the run there are a comma, two quotes and a colon at most.
        write(atMost: run.count + 4, append)
        needsComma = !isName
    }

    /// Writes the comma that the next value needs, if any, and the value, which are `limit` bytes or less together.
    ///
    /// The buffer grows once at most. Behind the value there will be need of a comma.
    @inline(__always)
    private mutating func write(atMost limit: Int, _ value: (inout ByteRoom) -> Void) {
        bytes.append(atMost: limit) { [needsComma] room in
            room.append(UInt8(ascii: ","), if: needsComma)
            value(&room)
        }
        needsComma = true
    }
}
