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

    /// The number that 32 digits spell, either case; nil for any other length or anything that is no digit.
    package static func decode(_ digits: UnsafeBufferPointer<UInt8>) -> UInt128? {
        guard digits.count == 32 else { return nil }
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for position in 0..<16 {
            guard let high = digit(digits[position]), let low = digit(digits[position + 16]) else { return nil }
            words.high = words.high << 4 | UInt64(high)
            words.low = words.low << 4 | UInt64(low)
        }
        return UInt128(words.high) << 64 | UInt128(words.low)
    }

    /// Appends the digits of all bytes, in lower case.
    package static func append(_ bytes: [UInt8], to digits: inout [UInt8]) {
        digits.append(atMost: 2 * bytes.count) { room in
            var place = room.place(for: 2 * bytes.count)
            // Safe because two digits a byte fill the place.
            for byte in bytes {
                place[0] = character(byte >> 4)
                place[1] = character(byte & 0x0F)
                place += 2
            }
        }
    }

    /// Appends the two digits of a byte, in lower case.
    package static func append(_ byte: UInt8, to digits: inout [UInt8]) {
        digits.append(atMost: 2) { room in
            room.append(character(byte >> 4))
            room.append(character(byte & 0x0F))
        }
    }

    /// Appends the 32 digits of a number, the most significant first, in lower case.
    @inline(__always)
    static func append(_ value: UInt128, to room: inout ByteRoom) {
        let place = UnsafeMutableRawPointer(room.place(for: 32))
        // Safe because four times eight digits fill the place.
        for word in 0..<4 {
            let digits = digits(of: UInt32(truncatingIfNeeded: value >> UInt128(96 - 32 * word)))
            place.storeBytes(of: digits.bigEndian, toByteOffset: 8 * word, as: UInt64.self)
        }
    }

    /// The eight digits of a word, the first in the highest byte.
    @inline(__always)
    private static func digits(of word: UInt32) -> UInt64 {
        // Halving what stands together three times leaves one digit's value in each byte.
        var values = UInt64(word)
        values = (values | values << 16) & 0x0000_FFFF_0000_FFFF
        values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
        values = (values | values << 4) & 0x0F0F_0F0F_0F0F_0F0F
        // Six more carry into the upper half of a byte from 10 on, and from there on the digits are letters.
        let letters = (values &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return values &+ 0x3030_3030_3030_3030 &+ letters &* UInt64(UInt8(ascii: "a") - UInt8(ascii: "0") - 10)
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
    @inline(__always)
    static func character(_ digit: UInt8) -> UInt8 {
        digit &+ (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
    }
}
