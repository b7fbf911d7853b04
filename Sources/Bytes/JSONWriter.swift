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
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Opens an array.
    package mutating func beginArray() {
        begin(UInt8(ascii: "["))
    }

    /// Closes the innermost array.
    package mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// Writes a member's name; its value is what is written next.
    package mutating func name(_ text: StaticString) {
        // Safe because the bytes of a literal are there for as long as the program runs.
        text.withUTF8Buffer { quote($0, asName: true) }
    }

    /// Writes a member's name; its value is what is written next.
    ///
    /// A literal goes to the other overload, which has its bytes at hand.
    @_disfavoredOverload
    package mutating func name(_ text: String) {
        var text = text
        // Safe because the bytes are copied before the call returns.
        text.withUTF8 { quote($0, asName: true) }
    }

    /// Writes a string.
    package mutating func string(_ text: StaticString) {
        // Safe because the bytes of a literal are there for as long as the program runs.
        text.withUTF8Buffer { quote($0, asName: false) }
    }

    /// Writes a string.
    ///
    /// A literal goes to the other overload, which has its bytes at hand.
    @_disfavoredOverload
    package mutating func string(_ text: String) {
        var text = text
        // Safe because the bytes are copied before the call returns.
        text.withUTF8 { quote($0, asName: false) }
    }

    /// Writes a string that is given as UTF-8, which the caller knows to be well-formed.
    package mutating func string(utf8 text: [UInt8]) {
        // Safe because the bytes are copied before the call returns.
        text.withUnsafeBufferPointer { quote($0, asName: false) }
    }

    /// Writes a whole number.
    package mutating func integer(_ value: Int64) {
        separate()
        DecimalDigits.append(value, to: &bytes)
    }

    /// Writes a whole number.
    package mutating func integer(_ value: Int) {
        integer(Int64(value))
    }

    /// Writes `true` or `false`.
    package mutating func boolean(_ value: Bool) {
        separate()
        append(value ? "true" : "false")
    }

    /// Writes `null`.
    package mutating func null() {
        separate()
        append("null")
    }

    /// Writes a value that is JSON already; the bytes are taken on trust.
    package mutating func raw(_ value: [UInt8]) {
        separate()
        bytes.append(contentsOf: value)
    }

    /// Writes a value that is JSON already; the bytes are taken on trust.
    package mutating func raw(_ value: ArraySlice<UInt8>) {
        separate()
        bytes.append(contentsOf: value)
    }

    /// Writes the comma that the next value needs, if any; behind that value there will be need of one.
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    /// Writes a string or a name and all that belongs to it, for which the buffer grows once at most.
    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>, asName isName: Bool) {
        let length = JSONEscaping.length(of: text)
        // Beside the string there are two quotes, a comma and a colon at most.
        bytes.append(atMost: length + 4) { [needsComma] room in
            if needsComma { room.append(UInt8(ascii: ",")) }
            room.append(UInt8(ascii: "\""))
            if length == text.count {
                room.append(copying: text)
            } else {
                JSONEscaping.append(text, to: &room)
            }
            room.append(UInt8(ascii: "\""))
            if isName { room.append(UInt8(ascii: ":")) }
        }
        needsComma = !isName
    }

    private mutating func append(_ text: StaticString) {
        // Safe because the bytes of a literal are there for as long as the program runs.
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
