/// Numbers (RFC 8259 section 6), which are checked for their spelling and otherwise left as they are.
extension JSONParser {
    /// Reads the number that begins at `index`.
    mutating func readNumber() throws(JSONError) {
        let start = index
        if text[index] == UInt8(ascii: "-") { index += 1 }
        if index < text.count, text[index] == UInt8(ascii: "0") {
            index += 1
            // A digit behind a leading zero would make it an octal number elsewhere.
            guard index == text.count || !isDigit(text[index]) else { throw JSONError(.number, at: index) }
        } else {
            try readDigits()
        }
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            try readDigits()
        }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") { index += 1 }
            try readDigits()
        }
        try append(JSONTapeEntry(.number, start: start, end: index, next: count + 1))
    }

    /// Steps over one digit or more.
    @inline(__always)
    private mutating func readDigits() throws(JSONError) {
        var end = index
        while end < text.count, isDigit(text[end]) { end += 1 }
        guard end > index else { throw JSONError(.number, at: index) }
        index = end
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }
}
