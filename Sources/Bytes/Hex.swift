/// Bytes as hexadecimal digits, two a byte (RFC 4648 section 8, but written in lower case).
package enum Hex {
    /// The digits of all bytes, in lower case.
    package static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        append(bytes, to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    /// The bytes that the digits spell, either case; nil for an odd number of digits or anything that is none.
    package static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for character in text.utf8 {
            guard let digit = digit(character) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }

    /// Appends the digits of all bytes, in lower case.
    package static func append(_ bytes: [UInt8], to digits: inout [UInt8]) {
        digits.reserveCapacity(digits.count + 2 * bytes.count)
        for byte in bytes { append(byte, to: &digits) }
    }

    /// Appends the two digits of a byte, in lower case.
    package static func append(_ byte: UInt8, to digits: inout [UInt8]) {
        digits.append(character(byte >> 4))
        digits.append(character(byte & 0x0F))
    }

    /// The value of a digit, 0 to 15, or nil if the character is none.
    static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The lower-case digit of a value from 0 to 15.
    static func character(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
