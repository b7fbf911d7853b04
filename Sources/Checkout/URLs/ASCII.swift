/// Questions about single ASCII characters, for the parsers of this module.
enum ASCII {
    static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

    static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    /// The value of a hexadecimal digit in either letter case.
    static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Whether the bytes spell a lower-case text, the bytes' letters in either case.
    static func isEqual(_ bytes: Span<UInt8>, ignoringCaseTo text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { expected in
            for index in bytes.indices {
                let byte = bytes[index]
                guard (isLetter(byte) ? byte | 0x20 : byte) == expected[index] else { return false }
            }
            return true
        }
    }
}
