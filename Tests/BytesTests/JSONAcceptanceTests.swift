import Bytes
import TestTools
import Testing

/// What is JSON to us and what is not.
@Suite struct JSONAcceptanceTests {
    @Test(arguments: [
        "{}", "[]", "null", "true", "false", "0", "-0", "-1", "10", "1.5", "0.5", "1e5", "1E+5", "1.25e-5", "\"\"",
        " \t\r\n[ 1 , 2 ] \n", "{\"a\":{\"a\":1},\"b\":{\"a\":1}}", "[[],{},\"\"]", "\"\\u0000\"", "\"\u{7F}\"",
        "\"\u{FEFF}\"", "\"\u{10FFFF}\"", "\"\\uD834\\uDD1E\"", "{\"\":1}", "{\"a\":1,\"A\":2}",
        "123456789012345678901234567890", "1e999999",
    ])
    func `accepts what the grammar allows`(text: String) throws {
        let document = try JSONDocument(parsing: Array(text.utf8))
        let trimmed = text.unicodeScalars.filter { !" \t\r\n".unicodeScalars.contains($0) }.count
        #expect(document.sourceRange(of: document.root).count >= trimmed)
    }

    @Test(
        arguments: [
            ("", .empty, 0), (" \n", .empty, 2),
            ("[", .unexpectedEnd, 1), ("{\"a\"", .unexpectedEnd, 4), ("{\"a\":", .unexpectedEnd, 5),
            ("[1", .unexpectedEnd, 2), ("\"a", .unexpectedEnd, 2), ("\"a\\", .unexpectedEnd, 3),
            ("\"\\u12", .unexpectedEnd, 5), ("tru", .unexpectedEnd, 3), ("{", .unexpectedEnd, 1),
            ("[1,]", .unexpectedByte, 3), ("{\"a\":1,}", .unexpectedByte, 7), ("[,1]", .unexpectedByte, 1),
            ("{a:1}", .unexpectedByte, 1), ("{'a':1}", .unexpectedByte, 1), ("{\"a\" 1}", .unexpectedByte, 5),
            ("{1:1}", .unexpectedByte, 1), ("[1}", .unexpectedByte, 2), ("{\"a\":1]", .unexpectedByte, 6),
            ("[1 2]", .unexpectedByte, 3), ("]", .unexpectedByte, 0), ("nul1", .unexpectedByte, 3),
            ("NaN", .unexpectedByte, 0), ("Infinity", .unexpectedByte, 0), ("True", .unexpectedByte, 0),
            ("// a\n1", .unexpectedByte, 0), ("/* a */1", .unexpectedByte, 0), ("[1/**/]", .unexpectedByte, 2),
            ("[0x10]", .unexpectedByte, 2), ("\u{A0}1", .unexpectedByte, 0), ("\u{C}1", .unexpectedByte, 0),
            ("1 2", .trailingText, 2), ("{} {}", .trailingText, 3), ("null\u{0}", .trailingText, 4),
            ("[]]", .trailingText, 2), ("1a", .trailingText, 1), ("\"a\"\"b\"", .trailingText, 3),
            ("01", .number, 1), ("-01", .number, 2), ("+1", .number, 0), (".5", .number, 0), ("1.", .number, 2),
            ("[1.]", .number, 3), ("-", .number, 1), ("-a", .number, 1), ("1e", .number, 2), ("1e+", .number, 3),
            ("1.e5", .number, 2), ("-Infinity", .number, 1), ("--1", .number, 1),
            ("\"\n\"", .controlCharacter, 1), ("\"abcdefghijk\u{1F}\"", .controlCharacter, 12),
            ("\"\u{0}\"", .controlCharacter, 1), ("{\"\t\":1}", .controlCharacter, 2),
            ("\"\\x\"", .invalidEscape, 1), ("\"\\'\"", .invalidEscape, 1), ("\"\\u12g4\"", .invalidEscape, 1),
            ("\"\\U0041\"", .invalidEscape, 1), ("\"\\u+041\"", .invalidEscape, 1),
            ("\"\\ud800\"", .loneSurrogate, 1), ("\"a\\uDC00\"", .loneSurrogate, 2),
            ("\"\\ud800\\ud800\"", .loneSurrogate, 1), ("\"\\ud800\\u0041\"", .loneSurrogate, 1),
            ("\"\\udc00\\ud800\"", .loneSurrogate, 1), ("\"\\ud800x\"", .loneSurrogate, 1),
            ("{\"a\":1,\"a\":1}", .duplicateName, 7), ("{\"a\":1,\"\\u0061\":1}", .duplicateName, 7),
            ("{\"\\u0061\":1,\"a\":1}", .duplicateName, 12), ("{\"\":1,\"\":1}", .duplicateName, 6),
            ("{\"\\ud83d\\ude00\":1,\"😀\":1}", .duplicateName, 18),
            ("{\"a\":{\"x\":1},\"b\":[{\"y\":1,\"z\":{},\"y\":2}]}", .duplicateName, 32),
            ("\u{FEFF}{}", .byteOrderMark, 0),
        ] as [(String, JSONError.Kind, Int)]
    )
    func `refuses everything else and says where`(text: String, kind: JSONError.Kind, offset: Int) {
        #expect(throws: JSONError(kind, at: offset)) { try JSONDocument(parsing: Array(text.utf8)) }
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC1, 0x81], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xE2, 0x28, 0xA1],
            [0xE2, 0x82, 0x28], [0xF0, 0x28, 0x8C, 0xBC], [0xF0, 0x90, 0x28, 0xBC], [0xF0, 0x90, 0x8C, 0x28],
        ] as [[UInt8]]
    )
    func `refuses malformed UTF-8 in strings, in names and between values`(sequence: [UInt8]) {
        let texts: [(before: String, after: String)] = [
            ("\"", "\""), ("\"long enough to be read in words ", " and on"), ("\"\\n", "\""), ("{\"", "\":1}"),
            ("[1,", "]"), ("\"", ""), ("", ""), ("1 ", ""),
        ]
        for (before, after) in texts {
            let bytes = Array(before.utf8) + sequence + Array(after.utf8)
            #expect(throws: JSONError(.invalidUTF8, at: before.utf8.count), "\(before)…\(after)") {
                try JSONDocument(parsing: bytes)
            }
        }
    }

    @Test(arguments: [
        ["\u{80}"], ["\u{7FF}"], ["\u{800}"], ["\u{D7FF}"], ["\u{E000}"], ["\u{FFFF}"], ["\u{10000}"], ["\u{10FFFF}"],
    ])
    func `accepts the first and last scalar of each length`(scalars: [String]) throws {
        let text = scalars.joined()
        let document = try JSONDocument(parsing: Array("\"\(text)\"".utf8))
        #expect(document.string(document.root).utf8.elementsEqual(text.utf8))
    }

    @Test func `takes 32 levels and refuses the next`() throws {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deepest = String(repeating: open, count: 32) + "1" + String(repeating: close, count: 32)
            _ = try JSONDocument(parsing: Array(deepest.utf8))
            let tooDeep = String(repeating: open, count: 33) + "1" + String(repeating: close, count: 33)
            #expect(throws: JSONError(.tooDeep, at: 32 * open.utf8.count)) {
                try JSONDocument(parsing: Array(tooDeep.utf8))
            }
        }
        #expect(throws: JSONError(.tooDeep, at: 32)) {
            try JSONDocument(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20))
        }
    }

    @Test func `depth counts what is open, not what has been`() throws {
        let siblings = "[" + String(repeating: "[[]],", count: 100) + "{}]"
        _ = try JSONDocument(parsing: Array(siblings.utf8), limits: JSONLimits(depth: 3, nodes: 1000))
    }

    @Test func `holds to the limit of nodes`() throws {
        let limits = JSONLimits(depth: 4, nodes: 4)
        _ = try JSONDocument(parsing: Array("[1,2,3]".utf8), limits: limits)
        _ = try JSONDocument(parsing: Array("{\"a\":[1]}".utf8), limits: limits)
        #expect(throws: JSONError(.tooManyNodes, at: 7)) {
            try JSONDocument(parsing: Array("[1,2,3,4]".utf8), limits: limits)
        }
    }

    @Test(arguments: 1...40)
    func `has room for the densest texts`(count: Int) throws {
        let ones = [String](repeating: "1", count: count).joined(separator: ",")
        let document = try JSONDocument(parsing: Array("[\(ones)]".utf8))
        #expect(
            document.elements(of: document.root).map { document.integer($0) } == [Int64?](repeating: 1, count: count)
        )
        for depth in 1...33 {
            let opened = String(repeating: "[", count: depth) + ones
            let error = depth > 32 ? JSONError(.tooDeep, at: 32) : JSONError(.unexpectedEnd, at: opened.utf8.count)
            #expect(throws: error) { try JSONDocument(parsing: Array(opened.utf8)) }
        }
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: count)
        let limits = JSONLimits(depth: 1000, nodes: 1000)
        #expect(throws: JSONError(.unexpectedEnd, at: count)) { try JSONDocument(parsing: deep, limits: limits) }
    }

    @Test(arguments: [2, 3, 15, 16, 17, 18, 32, 33, 64, 65, 1000])
    func `finds a repeated name wherever it stands`(count: Int) throws {
        var generator = SplitMix64(seed: UInt64(count))
        let names = (0..<count).map { "name\($0)" }
        _ = try JSONDocument(parsing: Self.object(names))
        for _ in 0..<20 {
            let original = Int.random(in: 0..<count - 1, using: &generator)
            let copy = Int.random(in: original + 1..<count, using: &generator)
            var repeated = names
            repeated[copy] = Bool.random(using: &generator) ? names[original] : "\\u006e" + names[original].dropFirst()
            let bytes = Self.object(repeated)
            let error = #expect(throws: JSONError.self) { try JSONDocument(parsing: bytes) }
            #expect(error?.kind == .duplicateName, "seed \(count), \(original) and \(copy)")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a hundred thousand names cost no square`() throws {
        var names = (0..<100_000).map { "\($0)" }
        let document = try JSONDocument(parsing: Self.object(names))
        #expect(document.count(of: document.root) == names.count)
        var canonical: [UInt8] = []
        document.appendCanonical(document.root, to: &canonical)
        #expect(canonical.count == document.bytes.count)
        names.append("77777")
        let bytes = Self.object(names)
        #expect(throws: JSONError(.duplicateName, at: bytes.count - 10)) { try JSONDocument(parsing: bytes) }
    }

    private static func object(_ names: [String]) -> [UInt8] {
        Array("{\(names.map { "\"\($0)\":1" }.joined(separator: ","))}".utf8)
    }
}
