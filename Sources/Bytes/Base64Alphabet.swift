/// The 64 characters of one of the two alphabets of RFC 4648, and the arithmetic that both share.
struct Base64Alphabet: Sendable {
    /// With `+` and `/` (section 4).
    static let standard = Base64Alphabet(endingIn: "+/")

    /// With `-` and `_` (section 5).
    static let url = Base64Alphabet(endingIn: "-_")

    /// What the table says of a character that is no digit.
    private static let foreign: UInt8 = 0xFF

    private let characters: [UInt8]

    /// The digit that each of the 256 bytes stands for.
    private let digits: [UInt8]

    private init(endingIn last: String) {
        characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(last)".utf8)
        var digits = [UInt8](repeating: Self.foreign, count: 256)
        for (digit, character) in characters.enumerated() { digits[Int(character)] = UInt8(digit) }
        self.digits = digits
    }

    func encode(_ bytes: [UInt8], isPadded: Bool) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(characters[Int(bits >> UInt32(count) & 0x3F)])
            }
        }
        if count > 0 { text.append(characters[Int(bits << UInt32(6 - count) & 0x3F)]) }
        while isPadded, text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    func decode(_ text: String, isPadded: Bool) -> [UInt8]? {
        var characters = Array(text.utf8)
        if isPadded {
            guard characters.count % 4 == 0 else { return nil }
            for _ in 0..<2 where characters.last == UInt8(ascii: "=") { characters.removeLast() }
        }
        guard characters.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3 + 2)
        var bits: UInt32 = 0
        var count = 0
        for character in characters {
            let digit = digits[Int(character)]
            guard digit != Self.foreign else { return nil }
            bits = bits << 6 | UInt32(digit)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        // The last character holds bits of no byte: were they free, one value would have many spellings.
        guard bits & (1 << UInt32(count) - 1) == 0 else { return nil }
        return bytes
    }
}
