import Testing

@testable import HTTPServing

/// Scans of lines, against the sets of bytes as the RFCs spell them.
struct ScanningTests {
    private static let tokenMarks = Array("!#$%&'*+-.^_`|~".utf8)

    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: tokenMarks.contains(byte)
        }
    }

    private static func isTarget(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "#")
    }

    private static func isFieldContent(_ byte: UInt8) -> Bool {
        byte == 0x09 || (0x20...0x7E).contains(byte) || byte >= 0x80
    }

    /// Every byte at every place of parts of up to three words, among bytes of some other value.
    private func mistakes(
        _ fits: (UInt8) -> Bool,
        _ end: (borrowing Span<UInt8>, Range<Int>) -> Int
    ) -> [String] {
        var mistakes: [String] = []
        for filler in [0x00, 0x09, 0x20, 0x23, 0x3F, 0x61, 0x7E, 0x7F, 0x80, 0xFF] as [UInt8] {
            for byte in UInt8.min...UInt8.max {
                for place in 0..<24 {
                    // What lies on either side of the part is none of the scan's business.
                    var bytes = [UInt8](repeating: filler, count: 25)
                    bytes[place] = byte
                    let part = 1..<25 - place % 3
                    let expected = bytes[part].firstIndex { !fits($0) } ?? part.upperBound
                    if end(bytes.span, part) != expected { mistakes.append("\(byte) at \(place) among \(filler)") }
                }
            }
        }
        return mistakes
    }

    @Test func `a token ends at the first byte that is no tchar`() {
        #expect(mistakes(Self.isToken) { bytes, part in bytes.endOfToken(in: part) } == [])
    }

    @Test func `a target ends at the first byte that is not visible, or a number sign`() {
        #expect(mistakes(Self.isTarget) { bytes, part in bytes.endOfTarget(in: part) } == [])
    }

    @Test func `a field value ends at the first control character but a tab`() {
        #expect(mistakes(Self.isFieldContent) { bytes, part in bytes.endOfFieldContent(in: part) } == [])
    }

    @Test func `the first of several equal bytes is found, inside of the part only`() {
        let bytes = Array("?a?b?c".utf8)
        func first(in part: Range<Int>) -> Int? { bytes.span.first(UInt8(ascii: "?"), in: part) }
        #expect(first(in: 1..<6) == 2)
        #expect(first(in: 3..<4) == nil)
        #expect(first(in: 6..<6) == nil)
    }

    @Test func `names are compared whatever their case, and exactly otherwise`() {
        func matches(_ text: String, _ other: StaticString) -> Bool {
            Array(text.utf8).span.matches(0..<text.utf8.count, other)
        }
        func isEqual(_ text: String, _ other: StaticString) -> Bool {
            Array(text.utf8).span.isEqual(0..<text.utf8.count, other)
        }
        #expect(matches("Content-LENGTH", "content-length"))
        #expect(matches("Content-LENGTH", "CONTENT-length"))
        #expect(!matches("Content-Lengt", "content-length"))
        #expect(!matches("content\rlength", "content-length"))
        #expect(isEqual("LENGTH", "LENGTH"))
        #expect(!isEqual("LENGTH", "length"))
        #expect(!isEqual("LENGT", "LENGTH"))
        #expect(isEqual("", ""))
    }
}
