import Checkout
import Testing

struct TextRuleTests {
    @Test func `counts Unicode scalars`() {
        let scalars = String(repeating: "é", count: 200)
        #expect(TextProblem.find(in: scalars, characters: 1...200) == nil)
        #expect(TextProblem.find(in: scalars + "é", characters: 1...200) == .tooLong(maximum: 200))
        // One grapheme, two scalars each.
        let flags = String(repeating: "🇩🇪", count: 100)
        #expect(TextProblem.find(in: flags, characters: 1...200) == nil)
        #expect(TextProblem.find(in: flags, characters: 1...199) == .tooLong(maximum: 199))
    }

    @Test func `refuses U+0000 everywhere, other controls in names only`() {
        #expect(TextProblem.find(in: "a\u{0}", characters: 0...10) == .holdsNull)
        #expect(TextProblem.find(in: "a\n", characters: 0...10) == nil)
        #expect(TextProblem.findInName("a\n", characters: 0...10) == .holdsControlCharacter)
        #expect(TextProblem.findInName("a\u{85}", characters: 0...10) == .holdsControlCharacter)
        #expect(TextProblem.findInName("Käse & Co", characters: 0...10) == nil)
    }

    @Test func `knows empty texts`() {
        #expect(TextProblem.find(in: "", characters: 1...10) == .empty)
        #expect(TextProblem.find(in: "", characters: 0...10) == nil)
    }

    @Test(arguments: ["a@b", "a.b+c@d.example", "\"q\"@d", "ä@ö.example", "a@[1.2.3.4]"])
    func `takes what is shaped like an address`(text: String) {
        #expect(EmailShape.check(text) == nil)
    }

    @Test(arguments: [
        "a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a@b\n", "a@b\u{a0}", "a@\u{7f}b", " a@b", "a@@b",
    ])
    func `refuses what is not`(text: String) {
        #expect(EmailShape.check(text) == .emailMalformed)
    }

    @Test func `bounds addresses`() {
        let longest = String(repeating: "a", count: 318) + "@b"
        #expect(EmailShape.check(longest) == nil)
        #expect(EmailShape.check("a" + longest) == .text(.tooLong(maximum: 320)))
        #expect(EmailShape.check("") == .text(.empty))
        #expect(EmailShape.check("a\u{0}@b") == .text(.holdsNull))
    }

    @Test(arguments: [
        (Recurring.Interval.day, Int64(1095)), (.week, 156), (.month, 36), (.year, 3),
    ])
    func `bounds intervals to three years`(interval: Recurring.Interval, maximum: Int64) throws {
        #expect(throws: Never.self) { try Recurring(interval: interval, count: 1) }
        #expect(throws: Never.self) { try Recurring(interval: interval, count: maximum) }
        for count in [0, -1, maximum + 1, .max, .min] {
            #expect(throws: RuleViolation.intervalCountOutOfRange(interval, count: count)) {
                try Recurring(interval: interval, count: count)
            }
        }
    }

    @Test func `takes fifty pairs of metadata`() {
        var metadata = Metadata()
        for number in 0..<50 { #expect(metadata.append(key: "k\(number)", value: "") == nil) }
        #expect(metadata.append(key: "k", value: "") == .metadataPairs(51))
        #expect(metadata.pairs.count == 50)
    }
}
