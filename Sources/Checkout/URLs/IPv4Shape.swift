/// Reads IPv4 addresses in the one spelling that everybody reads alike.
enum IPv4Shape {
    /// Four numbers from 0 to 255 without leading zeros, parted by dots; `nil` for all else.
    static func parse(_ text: Span<UInt8>) -> UInt32? {
        var address: UInt32 = 0
        var octets = 0
        var index = 0
        while octets < 4 {
            let start = index
            var octet: UInt32 = 0
            while index < text.count, ASCII.isDigit(text[index]) {
                guard index - start < 3 else { return nil }
                octet = octet * 10 + UInt32(text[index] - UInt8(ascii: "0"))
                index += 1
            }
            let digits = index - start
            guard digits > 0, octet <= 255, digits == 1 || text[start] != UInt8(ascii: "0") else { return nil }
            address = address << 8 | octet
            octets += 1
            if octets < 4 {
                guard index < text.count, text[index] == UInt8(ascii: ".") else { return nil }
                index += 1
            }
        }
        return index == text.count ? address : nil
    }
}
