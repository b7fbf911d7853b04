import Bytes
import TestTools
import Testing

/// What the writer writes, and that the reader reads the same out of it.
@Suite struct JSONWriterTests {
    private func text(_ writer: JSONWriter) -> String {
        String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `puts commas where they belong`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("a")
        writer.integer(1)
        writer.name("b")
        writer.beginArray()
        writer.beginObject()
        writer.endObject()
        writer.beginArray()
        writer.endArray()
        writer.string("x")
        writer.null()
        writer.boolean(true)
        writer.boolean(false)
        writer.raw(Array("[0]".utf8))
        writer.raw(Array("x{}".utf8)[1...])
        writer.endArray()
        writer.name("c" as String)
        writer.string("d" as String)
        writer.name("e")
        writer.string(utf8: Array("f".utf8))
        writer.endObject()
        #expect(
            text(writer) == "{\"a\":1,\"b\":[{},[],\"x\",null,true,false,[0],{}],\"c\":\"d\",\"e\":\"f\"}"
        )
    }

    @Test(arguments: [
        (Int64(0), "0"), (7, "7"), (-1, "-1"), (10, "10"), (1_234_567_890, "1234567890"),
        (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
    ])
    func `writes whole numbers`(value: Int64, spelling: String) {
        var writer = JSONWriter()
        writer.integer(value)
        #expect(text(writer) == spelling)
    }

    @Test(arguments: [
        ("", "\"\""), ("plain", "\"plain\""), ("\"", "\"\\\"\""), ("\\", "\"\\\\\""), ("/", "\"/\""),
        ("\u{8}\u{9}\u{A}\u{C}\u{D}", "\"\\b\\t\\n\\f\\r\""),
        ("\0\u{1}\u{B}\u{1F}", "\"\\u0000\\u0001\\u000b\\u001f\""),
        ("\u{7F}\u{80}\u{2028}\u{2029}😀", "\"\u{7F}\u{80}\u{2028}\u{2029}😀\""), ("12345678\n", "\"12345678\\n\""),
        ("\n12345678", "\"\\n12345678\""), ("<a href='x'>&", "\"<a href='x'>&\""),
    ])
    func `escapes as little as possible`(value: String, spelling: String) {
        var writer = JSONWriter(reserving: 0)
        writer.string(value)
        #expect(text(writer).utf8.elementsEqual(spelling.utf8))
        writer.removeAll()
        writer.beginObject()
        writer.name(value)
        writer.null()
        writer.endObject()
        #expect(text(writer).utf8.elementsEqual("{\(spelling):null}".utf8))
    }

    @Test func `writes 128 bits in hexadecimal`() {
        var generator = SplitMix64(seed: 7)
        for round in 0..<200 {
            let value = UInt128.random(in: 0...UInt128.max >> UInt128(round % 128), using: &generator)
            let digits = String(value, radix: 16)
            var writer = JSONWriter(reserving: 0)
            writer.beginArray()
            writer.hexadecimal(value)
            writer.hexadecimal(~value)
            writer.endArray()
            let padded = String(repeating: "0", count: 32 - digits.count) + digits
            let inverse = String(~value, radix: 16)
            let paddedInverse = String(repeating: "0", count: 32 - inverse.count) + inverse
            #expect(text(writer) == "[\"\(padded)\",\"\(paddedInverse)\"]", "seed 7, round \(round)")
        }
    }

    @Test func `lends its buffer for a string`() {
        var writer = JSONWriter(reserving: 0)
        writer.beginArray()
        writer.quoted { $0 += "abc".utf8 }
        writer.quoted { _ in }
        writer.integer(Int64.min)
        writer.endArray()
        #expect(text(writer) == "[\"abc\",\"\",-9223372036854775808]")
    }

    @Test func `a writer that was emptied begins anew`() {
        var writer = JSONWriter()
        writer.string("a")
        writer.removeAll()
        writer.string("b")
        #expect(text(writer) == "\"b\"")
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `what it writes reads back, whatever the text`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let texts = (0..<40).map { _ in generator.text(upTo: 40) }
        var writer = JSONWriter(reserving: 8)
        writer.beginArray()
        for text in texts { writer.string(text) }
        writer.endArray()
        let document = try JSONDocument(parsing: writer.bytes)
        let read = document.elements(of: document.root).map { Array(document.string($0).utf8) }
        #expect(read == texts.map { Array($0.utf8) }, "seed \(seed)")
        #expect(try JSONCanonicalTests.canonical(writer.bytes) == writer.bytes, "seed \(seed)")
    }

    @Test func `every scalar below U+0100 is written and read in every place of a word`() throws {
        for value in 0..<UInt32(0x100) {
            let scalar = try #require(Unicode.Scalar(value))
            for before in 0..<9 {
                let text = String(repeating: "a", count: before) + String(scalar) + "bcdefghij"
                var writer = JSONWriter()
                writer.string(text)
                let document = try JSONDocument(parsing: writer.bytes)
                #expect(document.string(document.root).utf8.elementsEqual(text.utf8), "U+\(value) behind \(before)")
            }
        }
    }
}
