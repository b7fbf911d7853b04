import Bytes
import TestTools
import Testing

/// Texts that mean the same have one canonical form, others have others.
@Suite struct JSONCanonicalTests {
    static func canonical(_ bytes: [UInt8]) throws(JSONError) -> [UInt8] {
        let document = try JSONDocument(parsing: bytes)
        var canonical: [UInt8] = []
        document.appendCanonical(document.root, to: &canonical)
        return canonical
    }

    private func canonical(_ text: String) throws -> String {
        String(decoding: try Self.canonical(Array(text.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        (" [ 1 , 2 ] ", "[1,2]"), ("{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}"), ("\"\\u0041\"", "\"A\""),
        ("{\"\\u0062\":1,\"a\":2}", "{\"a\":2,\"b\":1}"), ("\"\\/\\u00e9\"", "\"/é\""),
        ("\"\\u000a\\u001F\"", "\"\\n\\u001f\""),
        ("\"\\ud83d\\ude00\"", "\"😀\""), ("{\"ab\":1,\"a\":2,\"\":3}", "{\"\":3,\"a\":2,\"ab\":1}"),
        ("{\"é\":1,\"z\":2,\"😀\":3,\"\u{FFFF}\":4}", "{\"z\":2,\"é\":1,\"\u{FFFF}\":4,\"😀\":3}"),
        ("[{\"b\":{\"d\":[],\"c\":null},\"a\":true}]", "[{\"a\":true,\"b\":{\"c\":null,\"d\":[]}}]"),
        ("[1,1.0,1e0,10E-1]", "[1,1.0,1e0,10E-1]"), ("{}", "{}"), ("[]", "[]"), ("false", "false"),
    ])
    func `has one spelling`(text: String, form: String) throws {
        #expect(try canonical(text) == form)
        #expect(try canonical(form) == form)
    }

    @Test(arguments: [
        ("1", "1.0"), ("[1,2]", "[2,1]"), ("\"a\"", "\"A\""), ("1", "\"1\""), ("null", "\"null\""), ("[]", "{}"),
        ("[[],[]]", "[[[]]]"), ("{\"a\":{}}", "{\"a\":[]}"), ("\"\\\\n\"", "\"\\n\""),
        ("{\"a\":\"b\"}", "[\"a\",\"b\"]"),
    ])
    func `keeps apart what differs`(left: String, right: String) throws {
        #expect(try canonical(left) != canonical(right))
    }

    @Test func `an inner value can be written alone, behind other bytes`() throws {
        let document = try JSONDocument(parsing: Array("{\"a\":{\"c\":1,\"b\":2}}".utf8))
        let inner = try #require(document.member("a", of: document.root))
        var bytes = Array("x".utf8)
        document.appendCanonical(inner, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x{\"b\":2,\"c\":1}")
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `does not depend on order, white space or escapes`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let value = JSONSample.random(depth: 4, using: &generator)
        let first = value.spelled(using: &generator)
        let second = value.spelled(using: &generator)
        #expect(try canonical(first) == canonical(second), "seed \(seed): \(first) and \(second)")
    }

    @Test(arguments: [0, 1, 2, 3, 23, 24, 25, 26, 63, 64, 65, 200])
    func `names stand in the order of their bytes`(count: Int) throws {
        var generator = SplitMix64(seed: UInt64(count))
        let beginnings = ["", "a", "abcdefg", "abcdefgh", "abcdefghi", "é", "abcdef\0", "abcdefg\0"]
        for round in 0..<20 {
            var names: Set<[UInt8]> = []
            while names.count < count {
                let beginning = beginnings.randomElement(using: &generator) ?? ""
                names.insert(Array((beginning + generator.text(upTo: 3)).utf8))
            }
            let sorted = names.sorted { $0.lexicographicallyPrecedes($1) }
            let shuffled = sorted.shuffled(using: &generator)
            let message = "seed \(count), round \(round)"
            #expect(try Self.canonical(Self.object(shuffled)) == Self.object(sorted), "\(message)")
        }
    }

    private static func object(_ names: [[UInt8]]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        for name in names {
            writer.name(String(decoding: name, as: UTF8.self))
            writer.integer(name.count)
        }
        writer.endObject()
        return writer.bytes
    }

    @Test func `white space at any place changes nothing`() throws {
        let parts = ["{", "\"b\"", ":", "1", ",", "\"a\"", ":", "[", "true", ",", "\"x\"", "]", "}"]
        for place in 0...parts.count {
            for space in [" ", "\n\t ", String(repeating: " ", count: 40)] {
                let text = parts[..<place].joined() + space + parts[place...].joined()
                #expect(try canonical(text) == "{\"a\":[true,\"x\"],\"b\":1}", "before part \(place)")
            }
        }
    }
}
