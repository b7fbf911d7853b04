import Bytes
import Testing

/// What a document says of a text that it accepted.
@Suite struct JSONDocumentTests {
    private func parse(_ text: String) throws -> JSONDocument {
        try JSONDocument(parsing: Array(text.utf8))
    }

    @Test func `reads the body of a create request`() throws {
        let document = try parse(SampleTexts.createRequest)
        let root = document.root
        #expect(document.bytes.count == 542)
        #expect(document.kind(of: root) == .object)
        #expect(
            document.members(of: root).map { document.string($0.name) } == [
                "mode", "line_items", "success_url", "cancel_url", "metadata", "client_reference_id",
                "expires_in_seconds",
            ]
        )
        let items = try #require(document.member("line_items", of: root))
        #expect(document.count(of: items) == 2)
        let item = try #require(document.elements(of: items).first { _ in true })
        let price = try #require(document.member("price_data", of: item))
        let amount = try #require(document.member("unit_amount", of: price))
        #expect(document.integer(amount) == 2499)
        let product = try #require(document.member("product_data", of: price))
        let name = try #require(document.member("name", of: product))
        #expect(document.string(name) == "Wool sweater, navy")
        let mode = try #require(document.member("mode", of: root))
        #expect(document.isString(mode, "payment"))
        #expect(!document.isString(mode, "paymen"))
        #expect(!document.isString(amount, "2499"))
        #expect(document.member("nothing", of: root) == nil)
    }

    @Test func `tells the seven kinds apart`() throws {
        let document = try parse("[{},[],\"\",1,true,false,null]")
        let kinds = document.elements(of: document.root).map { document.kind(of: $0) }
        #expect(kinds == [.object, .array, .string, .number, .true, .false, .null])
    }

    @Test func `steps over whatever members and elements hold`() throws {
        let document = try parse("{\"a\":{\"b\":[1,[2,{}]]},\"c\":[[],[3]],\"d\":{},\"e\":4}")
        let members = document.members(of: document.root)
        #expect(members.map { document.string($0.name) } == ["a", "c", "d", "e"])
        #expect(members.map { document.spelling(of: $0.value) } == ["{\"b\":[1,[2,{}]]}", "[[],[3]]", "{}", "4"])
        #expect(members.map { document.count(of: $0.value) } == [1, 2, 0, 0])
        let array = try #require(document.member("c", of: document.root))
        #expect(document.elements(of: array).map { document.spelling(of: $0) } == ["[]", "[3]"])
    }

    @Test func `has no members in an array and no elements in an object`() throws {
        let document = try parse("[{\"a\":1}]")
        let object = try #require(document.elements(of: document.root).first { _ in true })
        #expect(document.members(of: document.root).map { $0.name } == [])
        #expect(document.elements(of: object).map { $0 } == [])
        #expect(document.member("a", of: document.root) == nil)
    }

    @Test(arguments: [
        ("\"\"", "", 0), ("\"abc\"", "abc", 3), ("\"é€😀\"", "é€😀", 3), ("\"\\u0041\"", "A", 1),
        ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t", 8), ("\"\\ud83d\\ude00x\"", "😀x", 2),
        ("\"a\\u00e9b\\u20aCc\"", "a\u{E9}b\u{20AC}c", 5), ("\"\\u0000\"", "\0", 1),
        ("\"\\uD7FF\\uE000\\uFFFF\"", "\u{D7FF}\u{E000}\u{FFFF}", 3), ("\"\\udbff\\udfff\"", "\u{10FFFF}", 1),
        ("\"a string longer than a word, then \\n and € more\"", "a string longer than a word, then \n and € more", 46),
    ])
    func `undoes escapes`(text: String, value: String, scalars: Int) throws {
        let document = try parse(text)
        #expect(document.string(document.root).utf8.elementsEqual(value.utf8))
        #expect(document.scalarCount(document.root) == scalars)
        #expect(document.withUTF8(of: document.root) { $0.elementsEqual(value.utf8) })
    }

    @Test func `finds a member by what its name says`() throws {
        let document = try parse("{\"\\u006dode\":\"p\\u0061y\",\"x\":1}")
        let mode = try #require(document.member("mode", of: document.root))
        #expect(document.isString(mode, "pay"))
        #expect(document.string(mode) == "pay")
        #expect(document.member("\\u006dode", of: document.root) == nil)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("9223372036854775807", Int64.max),
            ("-9223372036854775808", Int64.min), ("9223372036854775808", nil), ("-9223372036854775809", nil),
            ("99999999999999999999999", nil), ("1.0", nil), ("1e3", nil), ("1E3", nil), ("\"1\"", nil), ("true", nil),
            ("null", nil), ("[1]", nil),
        ] as [(String, Int64?)]
    )
    func `takes whole numbers that were spelled as such`(text: String, value: Int64?) throws {
        let document = try parse(text)
        #expect(document.integer(document.root) == value)
        #expect(document.spelling(of: document.root) == text)
    }

    @Test func `knows where a value stands`() throws {
        let document = try parse(" { \"a\" : [ 1 , \"b\" ] , \"c\":{ } } ")
        let array = try #require(document.member("a", of: document.root))
        let object = try #require(document.member("c", of: document.root))
        #expect(document.sourceRange(of: document.root) == 1..<32)
        #expect(document.spelling(of: array) == "[ 1 , \"b\" ]")
        #expect(document.spelling(of: object) == "{ }")
        #expect(document.elements(of: array).map { document.spelling(of: $0) } == ["1", "\"b\""])
    }
}
