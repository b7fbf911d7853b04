/// Reads IPv6 addresses (RFC 4291 section 2.2), without brackets and zones.
enum IPv6Shape {
    /// Eight groups of one to four hexadecimal digits, one run of zero groups left out as `::`, the last two groups
    /// possibly as dotted quad; `nil` for all else.
    static func parse(_ text: Span<UInt8>) -> UInt128? {
        guard let gap = gap(in: text) else { return nil }
        guard let gap = gap.place else {
            guard let all = groups(text, mayEndInQuad: true), all.count == 8 else { return nil }
            return all.value
        }
        guard let head = groups(text.extracting(0..<gap), mayEndInQuad: false),
            let tail = groups(text.extracting(gap + 2..<text.count), mayEndInQuad: true),
            head.count + tail.count <= 7
        else { return nil }
        return (head.count == 0 ? 0 : head.value << (UInt128(8 - head.count) * 16)) | tail.value
    }

    /// Where `::` stands, if anywhere; `nil` as a whole when it stands twice.
    private static func gap(in text: Span<UInt8>) -> (place: Int?, Void)? {
        var place: Int?
        var index = 0
        while index + 1 < text.count {
            if text[index] == UInt8(ascii: ":"), text[index + 1] == UInt8(ascii: ":") {
                guard place == nil else { return nil }
                place = index
                index += 2
            } else {
                index += 1
            }
        }
        return (place, ())
    }

    /// Groups parted by single colons; no bytes are no groups.
    private static func groups(_ text: Span<UInt8>, mayEndInQuad: Bool) -> (value: UInt128, count: Int)? {
        var value: UInt128 = 0
        var count = 0
        var index = 0
        guard !text.isEmpty else { return (0, 0) }
        while true {
            let start = index
            var group: UInt128 = 0
            while index < text.count, let digit = ASCII.hexadecimalValue(text[index]) {
                group = group << 4 | UInt128(digit)
                index += 1
                guard index - start <= 4 else { return nil }
            }
            if mayEndInQuad, index < text.count, text[index] == UInt8(ascii: ".") {
                guard count <= 6, let quad = IPv4Shape.parse(text.extracting(start..<text.count)) else { return nil }
                return (value << 32 | UInt128(quad), count + 2)
            }
            guard index > start, count < 8 else { return nil }
            value = value << 16 | group
            count += 1
            guard index < text.count else { return (value, count) }
            guard text[index] == UInt8(ascii: ":") else { return nil }
            index += 1
        }
    }
}
