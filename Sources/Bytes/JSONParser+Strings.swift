/// Strings, their escapes (RFC 8259 section 7) and their UTF-8 (RFC 3629).
extension JSONParser {
    /// Reads the string whose opening quote stands at `index`.
    ///
    /// A string of plain ASCII, which nearly all are, costs one look at each block of bytes and copies nothing.
    @inline(__always)
    mutating func readString() throws(JSONError) {
        let start = index
        let end = ByteRuns.endOfPlainASCII(in: text, from: start + 1)
        guard end < text.count, text[end] == UInt8(ascii: "\"") else { return try readString(plainUpTo: end) }
        index = end + 1
        try append(JSONTapeEntry(.string, start: start, end: index, next: count + 1))
    }

    /// Reads the string at `index` that is plain ASCII up to `end`, where something else stands than its quote.
    private mutating func readString(plainUpTo end: Int) throws(JSONError) {
        let start = index
        let unescapedStart = unescaped.count
        var hasEscapes = false
        var run = start + 1
        var position = end
        while true {
            guard position < text.count else { throw JSONError(.unexpectedEnd, at: text.count) }
            switch text[position] {
            case UInt8(ascii: "\""):
                index = position + 1
                var entry = JSONTapeEntry(.string, start: start, end: index, next: count + 1)
                if hasEscapes {
                    appendUnescaped(run..<position)
                    entry.hasEscapes = true
                    entry.unescapedStart = UInt32(truncatingIfNeeded: unescapedStart)
                    entry.count = UInt32(truncatingIfNeeded: unescaped.count - unescapedStart)
                }
                try append(entry)
                return
            case UInt8(ascii: "\\"):
                hasEscapes = true
                appendUnescaped(run..<position)
                position = try readEscape(at: position)
                run = position
            case 0x80...:
                position = try endOfNonASCII(from: position)
            default:
                throw JSONError(.controlCharacter, at: position)
            }
            position = ByteRuns.endOfPlainASCII(in: text, from: position)
        }
    }

    private mutating func appendUnescaped(_ range: Range<Int>) {
        unescaped.append(contentsOf: UnsafeBufferPointer(rebasing: text[range]))
    }

    /// Undoes the escape whose backslash stands at `start`, and returns the offset behind it.
    private mutating func readEscape(at start: Int) throws(JSONError) -> Int {
        guard start + 1 < text.count else { throw JSONError(.unexpectedEnd, at: text.count) }
        switch text[start + 1] {
        case UInt8(ascii: "\""): unescaped.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): unescaped.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): unescaped.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"): return try readUnicodeEscape(at: start)
        default: throw JSONError(.invalidEscape, at: start)
        }
        return start + 2
    }

    /// Undoes a `\u` escape, or the two that name a scalar beyond U+FFFF.
    private mutating func readUnicodeEscape(at start: Int) throws(JSONError) -> Int {
        let first = try hexadecimalUnit(at: start)
        if let scalar = Unicode.Scalar(first) {
            unescaped.append(contentsOf: String(scalar).utf8)
            return start + 6
        }
        // What is not a scalar is half of a pair: it has to be the first half, and the second has to follow.
        let next = start + 6
        guard first < 0xDC00, next + 1 < text.count, text[next] == UInt8(ascii: "\\"),
            text[next + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start) }
        let second = try hexadecimalUnit(at: next)
        guard second >= 0xDC00, second <= 0xDFFF,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw JSONError(.loneSurrogate, at: start) }
        unescaped.append(contentsOf: String(scalar).utf8)
        return next + 6
    }

    /// The UTF-16 unit that the four digits of the `\u` escape at `start` name.
    private func hexadecimalUnit(at start: Int) throws(JSONError) -> UInt32 {
        guard start + 6 <= text.count else { throw JSONError(.unexpectedEnd, at: text.count) }
        var unit: UInt32 = 0
        for position in start + 2..<start + 6 {
            guard let digit = Hex.digit(text[position]) else { throw JSONError(.invalidEscape, at: start) }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// The offset of the next ASCII byte, all before it being well-formed UTF-8.
    private func endOfNonASCII(from start: Int) throws(JSONError) -> Int {
        var position = start
        while position < text.count, text[position] >= 0x80 {
            guard let end = endOfScalar(at: position) else { throw JSONError(.invalidUTF8, at: position) }
            position = end
        }
        return position
    }

    /// The offset behind the scalar of two to four bytes at `start`, or nil if it is not well-formed.
    ///
    /// The ranges are those of RFC 3629 section 4: no overlong form, no surrogate, nothing beyond U+10FFFF.
    func endOfScalar(at start: Int) -> Int? {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch text[start] {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard start + length <= text.count, second.contains(text[start + 1]) else { return nil }
        for position in start + 2..<max(start + 2, start + length) where text[position] & 0xC0 != 0x80 {
            return nil
        }
        return start + length
    }
}
