/// Reads one JSON text onto a tape in a single pass without recursion.
///
/// The stack of open containers lies on the tape itself: an open container's `next` is its parent's index plus one.
/// Nothing is believed about the text; every byte is looked at once, strings sixteen bytes at a time.
struct JSONParser {
    // Safe because the parser lives only inside the closure that lends it the text, and checks each index against
    // the count before it reads.
    let text: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits

    /// The values and names found so far, `count` of them, and memory for as many as there may be.
    // Safe because the parser lives only inside the closure that lends it the memory, and reads what it has written.
    let tape: UnsafeMutableBufferPointer<JSONTapeEntry>

    /// How many values and names there are.
    var count = 0

    /// What the strings with escapes say, one behind the other.
    var unescaped: [UInt8] = []

    /// The next byte to look at.
    var index = 0

    /// The innermost open container, or −1.
    private var current = -1

    /// Whether that is an object, in which a name comes before each value.
    private var isInObject = false

    private var depth = 0

    init(_ text: UnsafeBufferPointer<UInt8>, tape: UnsafeMutableBufferPointer<JSONTapeEntry>, limits: JSONLimits) {
        self.text = text
        self.tape = tape
        self.limits = limits
    }

    /// The most values and names that a text of so many bytes can hold, as far as the limits allow them.
    ///
    /// A scalar has a byte of its own and so has the comma, colon or bracket beside it, and a container has two
    /// brackets: two bytes each, but for the containers that are open where the text breaks off.
    static func mostNodes(inBytes count: Int, _ limits: JSONLimits) -> Int {
        min((count + min(limits.depth, count)) / 2 + 1, limits.nodes)
    }

    /// Reads the whole text, which is one value and white space around it.
    mutating func parse() throws(JSONError) {
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF { throw JSONError(.byteOrderMark, at: 0) }
        skipWhiteSpace()
        guard index < text.count else { throw JSONError(.empty, at: index) }
        repeat {
            if isInObject { try readName() }
            if try !readValue() { try finishValue() }
        } while current >= 0
        skipWhiteSpace()
        guard index == text.count else { throw unexpected(.trailingText) }
    }

    /// Reads a scalar or an empty container and returns false, or opens a container and returns true.
    ///
    /// After true the next value, or its name, is the container's first.
    private mutating func readValue() throws(JSONError) -> Bool {
        guard index < text.count else { throw JSONError(.unexpectedEnd, at: index) }
        switch text[index] {
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "{"): return try open(.object, until: UInt8(ascii: "}"))
        case UInt8(ascii: "["): return try open(.array, until: UInt8(ascii: "]"))
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            try readNumber()
        case UInt8(ascii: "t"): try readLiteral("true", .true)
        case UInt8(ascii: "f"): try readLiteral("false", .false)
        case UInt8(ascii: "n"): try readLiteral("null", .null)
        default: throw unexpected(.unexpectedByte)
        }
        return false
    }

    private mutating func open(_ kind: JSONKind, until end: UInt8) throws(JSONError) -> Bool {
        guard depth < limits.depth else { throw JSONError(.tooDeep, at: index) }
        let start = index
        index += 1
        skipWhiteSpace()
        if index < text.count, text[index] == end {
            index += 1
            try append(JSONTapeEntry(kind, start: start, end: index, next: count + 1))
            return false
        }
        try append(JSONTapeEntry(kind, start: start, end: start, next: current + 1))
        current = count - 1
        isInObject = kind == .object
        depth += 1
        return true
    }

    /// Counts the value just read, then closes containers until another value is due.
    private mutating func finishValue() throws(JSONError) {
        while current >= 0 {
            tape[current].count += 1
            skipWhiteSpace()
            guard index < text.count else { throw JSONError(.unexpectedEnd, at: index) }
            let byte = text[index]
            if byte == UInt8(ascii: ",") {
                index += 1
                return skipWhiteSpace()
            }
            guard byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                throw unexpected(.unexpectedByte)
            }
            index += 1
            try close()
        }
    }

    private mutating func close() throws(JSONError) {
        let closed = current
        let wasObject = isInObject
        current = Int(tape[closed].next) - 1
        isInObject = current >= 0 && tape[current].kind == .object
        depth -= 1
        tape[closed].next = UInt32(truncatingIfNeeded: count)
        tape[closed].end = UInt32(truncatingIfNeeded: index)
        if wasObject, tape[closed].count > 1 { try refuseDuplicateNames(in: closed) }
    }

    /// Reads a member's name and the colon, up to where the value begins.
    @inline(__always)
    private mutating func readName() throws(JSONError) {
        guard index < text.count else { throw JSONError(.unexpectedEnd, at: index) }
        guard text[index] == UInt8(ascii: "\"") else { throw unexpected(.unexpectedByte) }
        try readString()
        skipWhiteSpace()
        guard index < text.count else { throw JSONError(.unexpectedEnd, at: index) }
        guard text[index] == UInt8(ascii: ":") else { throw unexpected(.unexpectedByte) }
        index += 1
        skipWhiteSpace()
    }

    private mutating func readLiteral(_ literal: StaticString, _ kind: JSONKind) throws(JSONError) {
        let start = index
        for offset in 0..<literal.utf8CodeUnitCount {
            guard index < text.count else { throw JSONError(.unexpectedEnd, at: index) }
            // Safe because the offset is below the literal's length.
            guard text[index] == literal.utf8Start[offset] else { throw unexpected(.unexpectedByte) }
            index += 1
        }
        try append(JSONTapeEntry(kind, start: start, end: index, next: count + 1))
    }

    /// Puts a value on the tape, or throws if that would be one too many.
    @inline(__always)
    mutating func append(_ entry: JSONTapeEntry) throws(JSONError) {
        // The tape has room for all that the text can hold, unless the limit is below that.
        guard count < tape.count else { throw JSONError(.tooManyNodes, at: Int(entry.start)) }
        tape.initializeElement(at: count, to: entry)
        count += 1
    }

    /// Steps over the four white space characters of RFC 8259 section 2.
    @inline(__always)
    private mutating func skipWhiteSpace() {
        // Most texts have none, and all of it is at most 0x20.
        guard index < text.count, text[index] <= 0x20 else { return }
        while index < text.count {
            switch text[index] {
            case 0x20, 0x0A, 0x0D, 0x09: index += 1
            default: return
            }
        }
    }

    /// The error for the byte at `index`: `kind`, unless that byte is not even UTF-8.
    private func unexpected(_ kind: JSONError.Kind) -> JSONError {
        let isUTF8 = text[index] < 0x80 || endOfScalar(at: index) != nil
        return JSONError(isUTF8 ? kind : .invalidUTF8, at: index)
    }
}
