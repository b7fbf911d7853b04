import Testing

@testable import HTTPServing

/// The parser without sockets.
struct ParserTests {
    /// What a parser makes of some pieces.
    private func parse(_ pieces: [[UInt8]]) -> (step: RequestParser.Step, request: HTTPRequest, left: Int) {
        var parser = RequestParser(limits: HTTPLimits())
        var request = HTTPRequest(peer: .unix)
        var input = InputBuffer()
        var step = RequestParser.Step.needsHead
        for piece in pieces {
            piece.withUnsafeBytes { input.append($0) }
            step = parser.advance(&input, &request)
        }
        return (step, request, input.count)
    }

    @Test(arguments: RefusalTests.requestLines + RefusalTests.fields + RefusalTests.framing + RefusalTests.chunks)
    func `a refusal is the same wherever the bytes are cut`(refusal: RefusalTests.Case) {
        let bytes = Array(refusal.bytes.utf8.prefix(600))
        let whole = parse([bytes]).step
        for cut in 1..<bytes.count {
            let step = parse([Array(bytes[..<cut]), Array(bytes[cut...])]).step
            #expect(step == whole, "cut at \(cut)")
        }
        #expect(parse(bytes.map { [$0] }).step == whole)
    }

    @Test func `requests behind each other are the same wherever the bytes are cut`() {
        let bytes = Array(
            """
            POST /a?b HTTP/1.1\r\nHost: localhost:80\r\nX-Long-Name-Of-A-Field: some\tvalue, \u{FC}ber\r\n\
            Content-Length: 5\r\n\r\nhello\
            POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nA: b\r\n\r\n\
            GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n\
            PUT /d HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbye\r\n0\r\n\r\n
            """
            .utf8
        )
        let whole = parseAll([bytes])
        #expect(whole.map(\.last) == ["hello", "hello", "", "bye"])
        for cut in 1..<bytes.count {
            #expect(parseAll([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole, "cut at \(cut)")
        }
        #expect(parseAll(bytes.map { [$0] }) == whole)
    }

    /// What a connection's parser finds in some pieces: head, fields and body of each whole request.
    private func parseAll(_ pieces: [[UInt8]]) -> [[String]] {
        var parser = RequestParser(limits: HTTPLimits())
        var request = HTTPRequest(peer: .unix)
        var input = InputBuffer()
        var found: [[String]] = []
        for piece in pieces {
            piece.withUnsafeBytes { input.append($0) }
            while parser.advance(&input, &request) == .whole {
                let fields = request.fields.map { "\(request.text($0.name))=\(request.text($0.value))" }
                let body = String(decoding: request.body, as: UTF8.self)
                found.append([request.text(0..<request.head.count), request.text(request.path)] + fields + [body])
                parser.reset()
            }
        }
        return found
    }

    @Test func `ranges name what they should, also behind another request`() {
        let first = "\r\nGET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
        let second = "POST /a/b?c=d?e HTTP/1.1\r\nHost: a\r\nX-Y:  z w \r\nContent-Length: 2\r\n\r\nhiGET"
        var parser = RequestParser(limits: HTTPLimits())
        var request = HTTPRequest(peer: .unix)
        var input = InputBuffer()
        Array((first + second).utf8).withUnsafeBytes { input.append($0) }
        #expect(parser.advance(&input, &request) == .whole)
        parser.reset()
        #expect(parser.advance(&input, &request) == .whole)
        #expect(request.method == .post)
        #expect(request.text(request.methodRange) == "POST")
        #expect(request.target == Array("/a/b?c=d?e".utf8))
        #expect(request.isEqual(request.path, "/a/b"))
        #expect(request.query.map(request.text) == "c=d?e")
        #expect(request.fields.map { request.text($0.name) } == ["Host", "X-Y", "Content-Length"])
        #expect(request.text(request.fields[1].value) == "z w")
        #expect(request.matches(request.fields[1].name, "x-y"))
        #expect(request.body == Array("hi".utf8))
        #expect(request.declaredLength == 2)
        #expect(request.head.suffix(4) == Array("\r\n\r\n".utf8)[...])
        #expect(input.count == 3)
    }

    @Test func `a target at its limit is taken wherever the bytes are cut`() {
        let target = "/" + String(repeating: "a", count: HTTPLimits().targetBytes - 1)
        let bytes = Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        for cut in bytes.count - 40..<bytes.count {
            #expect(parse([Array(bytes[..<cut]), Array(bytes[cut...])]).step == .whole, "cut at \(cut)")
        }
    }

    @Test func `a byte is looked at once, however slowly a line comes`() {
        var scanner = LineScanner()
        var input = InputBuffer()
        for count in 1...1000 {
            [UInt8(ascii: "a")].withUnsafeBytes { input.append($0) }
            guard case .unfinished(count) = scanner.next(in: input) else {
                Issue.record("a line without an end is unfinished")
                return
            }
            #expect(scanner.scanned == count)
        }
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00"), (784_111_777, "Sun, 06 Nov 1994 08:49:37"),
        (951_868_799, "Tue, 29 Feb 2000 23:59:59"), (951_868_800, "Wed, 01 Mar 2000 00:00:00"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00"), (1_798_761_599, "Thu, 31 Dec 2026 23:59:59"),
    ])
    func `the date is that of the calendar`(seconds: Int64, text: String) {
        #expect(String(decoding: DateLine.line(secondsSinceEpoch: seconds), as: UTF8.self) == "Date: \(text) GMT\r\n")
    }
}
