import Bytes
import Testing

struct BytePatternTests {
    @Test func `is found wherever it stands, and nowhere else`() {
        for (pattern, text, isThere) in [
            ("a", "", false), ("a", "a", true), ("a", "bbba", true), ("ab", "ba", false), ("aab", "aaab", true),
            ("aab", "aaa", false), ("aaa", "aaba aabaa", false), ("\"c-7\"", #"{"cart":"c-7"}"#, true),
            ("\"c-7\"", #"{"cart":"c-77"}"#, false), ("é€", "xé€", true), ("end", "the end", true),
            ("the end and more", "the end", false),
        ] {
            #expect(BytePattern(Array(pattern.utf8)).isFound(in: Array(text.utf8)) == isThere, "\(pattern) in \(text)")
        }
    }

    @Test func `agrees with a plain search on all short texts of three letters`() {
        let letters = Array("abc".utf8)
        func texts(_ count: Int) -> [[UInt8]] {
            count == 0 ? [[]] : texts(count - 1).flatMap { text in letters.map { text + [$0] } }
        }
        for pattern in (1...3).flatMap(texts) {
            let sought = BytePattern(pattern)
            for text in (0...6).flatMap(texts) {
                let isThere = (0...6).contains { text.dropFirst($0).starts(with: pattern) && $0 < text.count }
                #expect(sought.isFound(in: text) == isThere)
            }
        }
    }
}
