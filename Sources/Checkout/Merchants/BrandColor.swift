/// A merchant's own colour: 24 bits of sRGB.
package struct BrandColor: Hashable, Sendable {
    /// Its three parts.
    package let red: UInt8, green: UInt8, blue: UInt8

    /// A colour of these parts.
    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#` and six hexadecimal digits, in either letter case; nil for anything else.
    package init?(parsing text: String) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
            digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(
            red: UInt8(truncatingIfNeeded: value >> 16),
            green: UInt8(truncatingIfNeeded: value >> 8),
            blue: UInt8(truncatingIfNeeded: value)
        )
    }

    /// The colour as it is kept and as style sheets have it: `#12594c`.
    package var text: String {
        let value = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
        // A digit in front of the six keeps their zeros.
        return "#" + String(value | 1 << 24, radix: 16).dropFirst()
    }
}
