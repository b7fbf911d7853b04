/// The value of a Host field: `uri-host [ ":" port ]` (RFC 9110, section 7.2).
enum Host {
    /// Whether a value is a name, an IPv4 address or a bracketed IPv6 address, with a port of digits or none.
    ///
    /// An empty one is refused: it belongs to targets without an authority, of which HTTP has none.
    static func isValid(_ value: Range<Int>, of bytes: borrowing Span<UInt8>) -> Bool {
        var index = value.lowerBound
        if index < value.upperBound, bytes[index] == UInt8(ascii: "[") {
            index += 1
            let start = index
            while index < value.upperBound, isAddressLiteral(bytes[index]) { index += 1 }
            guard index > start, index < value.upperBound, bytes[index] == UInt8(ascii: "]") else { return false }
            index += 1
        } else {
            while index < value.upperBound, ASCII.isHostName(bytes[index]) { index += 1 }
            guard index > value.lowerBound else { return false }
        }
        guard index < value.upperBound else { return true }
        guard bytes[index] == ASCII.colon, value.upperBound - index <= 6 else { return false }
        for digit in index + 1..<value.upperBound where !ASCII.isDigit(bytes[digit]) { return false }
        return true
    }

    private static func isAddressLiteral(_ byte: UInt8) -> Bool {
        ASCII.hexadecimal(byte) != nil || byte == ASCII.colon || byte == UInt8(ascii: ".")
    }
}
