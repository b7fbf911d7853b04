import TestTools
import Testing

@testable import Pages

/// Forms with files in them.
@Suite struct FormPartTests {
    private static let token = "Content-Disposition: form-data; name=\"token\"\r\n\r\nabc"

    private static func fields(_ body: String, boundary: String = "xx") -> FormFields? {
        FormFields(parts: Array(body.utf8), boundary: boundary)
    }

    /// A body of these parts.
    private static func body(_ parts: [String]) -> String {
        parts.map { "--xx\r\n\($0)\r\n" }.joined() + "--xx--\r\n"
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"), ("Multipart/Form-Data;boundary=\"a b;c\"", "a b;c"),
        ("multipart/form-data; charset=utf-8; Boundary=abc ", "abc"), ("multipart/form-data", nil),
        ("multipart/form-data; boundary=", nil), ("multipart/mixed; boundary=abc", nil),
        ("application/x-www-form-urlencoded", nil), ("multipart/form-data; x=\"boundary=abc\"", nil), ("", nil),
    ])
    func `a type names what stands between the parts`(type: String, boundary: String?) {
        #expect(FormFields.boundary(in: type) == boundary)
    }

    @Test func `a boundary has at most 70 characters`() {
        let line = String(repeating: "a", count: 70)
        #expect(FormFields.boundary(in: "multipart/form-data; boundary=\(line)") == line)
        #expect(FormFields.boundary(in: "multipart/form-data; boundary=\(line)a") == nil)
    }

    @Test func `texts and files are read as they are`() throws {
        let file =
            "Content-Type: text/plain\r\ncontent-disposition: form-data; name=\"f\"; filename=\"a; name=\"\r\n\r\n"
        let fields = try #require(Self.fields(Self.body([Self.token, file + "\r\n--x\r\n--xy\0\r\n"])))
        #expect(fields["token"] == "abc" && fields.file("token") == nil)
        #expect(fields.file("f") == Array("\r\n--x\r\n--xy\0\r\n".utf8) && fields["f"] == nil)
        let empty = try #require(Self.fields(Self.body([file])))
        #expect(empty.file("f") == [] && empty["token"] == nil)
    }

    @Test func `what is not whole, or says a thing twice, is no form`() {
        let whole = Self.body([Self.token])
        #expect(Self.fields(whole) != nil)
        // Behind the last boundary nothing is needed.
        for length in 0..<whole.utf8.count - 2 {
            #expect(FormFields(parts: Array(whole.utf8.prefix(length)), boundary: "xx") == nil, "\(length)")
        }
        for parts in [
            [Self.token, Self.token], ["\r\n\r\nabc"], ["Content-Disposition: form-data\r\n\r\nabc"],
            ["Content-Disposition: attachment; name=\"a\"\r\n\r\nabc"], ["Content-Type: text/plain\r\n\r\nabc"],
            [Self.token, Self.token.replacing("\"token\"", with: "\"token\"; filename=\"a\"")],
            (0..<17).map { Self.token.replacing("token", with: "t\($0)") },
        ] {
            #expect(Self.fields(Self.body(parts)) == nil)
        }
        #expect(Self.fields("preamble\r\n" + whole) == nil && Self.fields(whole, boundary: "yy") == nil)
        let broken = Array(Self.body([Self.token]).utf8).map { $0 == UInt8(ascii: "b") ? 0xFF : $0 }
        #expect(FormFields(parts: broken, boundary: "xx") == nil)
    }

    @Test func `whatever a body holds, reading it ends`() {
        var random = SplitMix64(seed: 11)
        let pieces = [
            "--xx", "\r\n", "\r\n\r\n", "--", "Content-Disposition: form-data; name=\"a\"", ";", "\"", "=", "\u{301}",
            "b",
        ]
        var read = 0
        for _ in 0..<3_000 {
            let count = Int.random(in: 0...14, using: &random)
            let middle = (0..<count).map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
            if Self.fields("--xx\r\nContent-Disposition: form-data; name=\"a\"\(middle)\r\n--xx--") != nil { read += 1 }
        }
        #expect(read > 100)
    }
}
