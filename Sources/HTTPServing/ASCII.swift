/// Classes of bytes as RFC 9110 (section 5.6.2) and RFC 3986 define them.
enum ASCII {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let colon = UInt8(ascii: ":")
    static let zero = UInt8(ascii: "0")

    /// `tchar`: what methods and field names are made of.
    static func isToken(_ byte: UInt8) -> Bool {
        contains(byte, 0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE)
    }

    /// What a field value may hold: visible characters, space, tab, and bytes beyond ASCII.
    static func isFieldContent(_ byte: UInt8) -> Bool {
        byte >= space ? byte != 0x7F : byte == tab
    }

    /// Visible ASCII without `#`, which no target has.
    static func isTarget(_ byte: UInt8) -> Bool {
        byte > space && byte < 0x7F && byte != UInt8(ascii: "#")
    }

    /// `unreserved`, `sub-delims` and `%`: what a registered name or an IPv4 address is made of.
    static func isHostName(_ byte: UInt8) -> Bool {
        contains(byte, 0x2BFF_7FF2_0000_0000, 0x47FF_FFFE_87FF_FFFE)
    }

    /// Whether eight bytes are all field content, tabs left out: `false` asks for a look at each.
    static func areFieldContent(_ word: UInt64) -> Bool {
        (below(space, word) | equal(0x7F, word)) & highBits == 0
    }

    /// Whether eight bytes may all stand in a target.
    static func areTarget(_ word: UInt64) -> Bool {
        (word | below(space + 1, word) | equal(0x7F, word) | equal(UInt8(ascii: "#"), word)) & highBits == 0
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- zero < 10
    }

    /// The value of a hexadecimal digit.
    static func hexadecimal(_ byte: UInt8) -> Int? {
        if isDigit(byte) { return Int(byte &- zero) }
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? Int(letter) + 10 : nil
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    private static let lowBits: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// Sets the high bit of each byte that is below a bound of at most 0x80.
    ///
    /// A borrow can set one above such a byte falsely, so that only whether there is any can be told.
    private static func below(_ bound: UInt8, _ word: UInt64) -> UInt64 {
        (word &- lowBits &* UInt64(bound)) & ~word
    }

    /// Sets the high bit of each byte that has a value; as `below` has it.
    private static func equal(_ byte: UInt8, _ word: UInt64) -> UInt64 {
        below(1, word ^ lowBits &* UInt64(byte))
    }

    /// A set of ASCII bytes as two words, the bit of byte 0 lowest.
    private static func contains(_ byte: UInt8, _ low: UInt64, _ high: UInt64) -> Bool {
        byte < 128 && (byte < 64 ? low : high) &>> UInt64(byte) & 1 == 1
    }
}
