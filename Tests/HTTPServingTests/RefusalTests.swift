import HTTPServing
import TestTools
import Testing

/// What is refused, how, and that the connection is closed after it.
@Suite(.timeLimit(.minutes(1)))
struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let bytes: String
        let fault: HTTPFault

        init(_ bytes: String, _ fault: HTTPFault) {
            self.bytes = bytes
            self.fault = fault
        }

        init(_ bytes: String, _ error: HTTPSyntaxError) {
            self.init(bytes, .badRequest(error))
        }

        /// A request with these field lines beside Host.
        init(fields: String, _ fault: HTTPFault) {
            self.init("POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n", fault)
        }

        init(fields: String, _ error: HTTPSyntaxError) {
            self.init(fields: fields, .badRequest(error))
        }

        /// A chunked body.
        init(chunks: String, _ error: HTTPSyntaxError) {
            self.init("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)", error)
        }

        var testDescription: String { String(bytes.prefix(120).debugDescription) }
    }

    static let requestLines = [
        Case("GET / HTTP/1.1\nHost: a\r\n\r\n", .lineEnding),
        Case("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .lineEnding),
        Case("\rGET / HTTP/1.1\r\nHost: a\r\n\r\n", .lineEnding),
        Case("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .emptyLines),
        Case("GET\r\n\r\n", .requestLine),
        Case("GET /\r\n\r\n", .requestLine),
        Case(" GET / HTTP/1.1\r\n\r\n", .method),
        Case("G(T / HTTP/1.1\r\n\r\n", .method),
        Case("GE\u{0}T / HTTP/1.1\r\n\r\n", .method),
        Case("GET  / HTTP/1.1\r\n\r\n", .target),
        Case("GET /a\u{1} HTTP/1.1\r\n\r\n", .target),
        Case("GET /a#b HTTP/1.1\r\n\r\n", .target),
        Case("GET /é HTTP/1.1\r\n\r\n", .target),
        Case("GET\t/ HTTP/1.1\r\n\r\n", .method),
        Case("GET /\tHTTP/1.1\r\n\r\n", .target),
        Case("GET / HTTP/1.1 \r\n\r\n", .version),
        Case("GET /  HTTP/1.1\r\n\r\n", .version),
        Case("GET / a HTTP/1.1\r\n\r\n", .version),
        Case("GET / http/1.1\r\n\r\n", .version),
        Case("GET / HTTP/1.1a\r\n\r\n", .version),
        Case("GET / HTTP/11\r\n\r\n", .version),
        Case("GET / HTTP/1.\r\n\r\n", .version),
        Case("GET / HTTP/1.1\r\r\n\r\n", .version),
        Case("GET / HTTP/1.2\r\n\r\n", .versionNotSupported),
        Case("GET / HTTP/2.0\r\n\r\n", .versionNotSupported),
        Case("GET / HTTP/0.9\r\n\r\n", .versionNotSupported),
        Case("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .versionNotSupported),
        Case("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", .targetForm),
        Case("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", .targetForm),
        Case("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", .targetForm),
    ]

    static let fields = [
        Case(fields: "A: b\nC: d", .lineEnding),
        Case(fields: "A: b\rC: d", .lineEnding),
        Case(fields: "A: b\r", .lineEnding),
        Case(fields: " A: b", .foldedField),
        Case(fields: "A: b\r\n c", .foldedField),
        Case(fields: "A: b\r\n\tc", .foldedField),
        Case(fields: "A : b", .fieldName),
        Case(fields: "A\t: b", .fieldName),
        Case(fields: "A b: c", .fieldName),
        Case(fields: ": b", .fieldName),
        Case(fields: "A", .fieldName),
        Case(fields: "É: b", .fieldName),
        Case(fields: "A: b\u{0}", .fieldValue),
        Case(fields: "A: b\u{7F}", .fieldValue),
        Case(fields: "A: \u{1B}[0m", .fieldValue),
        Case(fields: "Host: a", .hostRepeated),
        Case("GET / HTTP/1.1\r\n\r\n", .hostMissing),
        Case("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", .hostRepeated),
    ]

    static let hosts = ["", "a b", "a/b", "a:b", "a:", "a:123456", "a@b", "[::1", "::1", "[]", "[::1]x", "a,b", ":80"]
        .filter { $0 != "a:" && $0 != "a,b" }
        .map { Case("GET / HTTP/1.1\r\nHost: \($0)\r\n\r\n", .hostInvalid) }

    static let framing = [
        Case(fields: "Content-Length: 1\r\nContent-Length: 1", .contentLengthRepeated),
        Case(fields: "Content-Length: 1\r\nContent-Length: 2", .contentLengthRepeated),
        Case(fields: "Content-Length: 1, 1", .contentLengthRepeated),
        Case(fields: "Content-Length: 1,2", .contentLengthRepeated),
        Case(fields: "Content-Length:", .contentLengthInvalid),
        Case(fields: "Content-Length: +1", .contentLengthInvalid),
        Case(fields: "Content-Length: -1", .contentLengthInvalid),
        Case(fields: "Content-Length: 1 1", .contentLengthInvalid),
        Case(fields: "Content-Length: 0x1", .contentLengthInvalid),
        Case(fields: "Content-Length: 1.0", .contentLengthInvalid),
        Case(fields: "Content-Length: 0000000000000000001", .contentLengthInvalid),
        Case(fields: "Content-Length: 18446744073709551617", .contentLengthInvalid),
        Case(fields: "Content-Length: 1\r\nTransfer-Encoding: chunked", .lengthAndCoding),
        Case(fields: "Transfer-Encoding: chunked\r\nContent-Length: 0", .lengthAndCoding),
        Case("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", .codingInHTTP10),
        Case(fields: "Transfer-Encoding: gzip", .notImplemented),
        Case(fields: "Transfer-Encoding: gzip, chunked", .notImplemented),
        Case(fields: "Transfer-Encoding: chunked, chunked", .notImplemented),
        Case(fields: "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", .notImplemented),
        Case(fields: "Transfer-Encoding: identity", .notImplemented),
        Case(fields: "Transfer-Encoding: \"chunked\"", .notImplemented),
        Case(fields: "Transfer-Encoding: chunked;q=1", .notImplemented),
        Case(fields: "Transfer-Encoding:", .notImplemented),
    ]

    static let chunks = [
        Case(chunks: "1\na\r\n0\r\n\r\n", .lineEnding),
        Case(chunks: "\r\n", .chunkSize),
        Case(chunks: "g\r\n", .chunkSize),
        Case(chunks: "-1\r\n", .chunkSize),
        Case(chunks: "0x1\r\n", .chunkSize),
        Case(chunks: " 1\r\n", .chunkSize),
        Case(chunks: "1 \r\na\r\n0\r\n\r\n", .chunkSize),
        Case(chunks: "1 1\r\n", .chunkSize),
        Case(chunks: "1;a\u{0}\r\n", .chunkSize),
        Case(chunks: "1;a\rb\r\n", .chunkSize),
        Case(chunks: "10000000000000000\r\n", .chunkSize),
        Case(chunks: "1;\(String(repeating: "a", count: 256))", .chunkSize),
        Case(
            chunks: String(repeating: "1;\(String(repeating: "a", count: 250))\r\nb\r\n", count: 66),
            .chunkExtensions
        ),
        Case(chunks: "1\r\nab\r\n", .chunkEnd),
        Case(chunks: "1\r\na\n", .chunkEnd),
        Case(chunks: "1\r\na\r\r", .chunkEnd),
        Case(chunks: "0\r\nA : b\r\n\r\n", .fieldName),
        Case(chunks: "0\r\n A: b\r\n\r\n", .foldedField),
        Case(chunks: "0\r\nA: b\n\r\n", .lineEnding),
        Case(chunks: "0\r\n\n", .lineEnding),
    ]

    @Test(arguments: [requestLines, fields, hosts, framing, chunks].flatMap { $0 })
    func `a request that breaks a rule is refused for that rule`(refusal: Case) async throws {
        let handled = Recorder<String>()
        let handler = TestHandler(onHandle: { request, reply in
            handled.record(describe(request))
            reply.send(.text(200, ""))
        })
        let response = try await withServer(handler) { try $0.exchange(refusal.bytes) }
        #expect(response.status == refusal.fault.status)
        #expect(response.text == "\(refusal.fault)")
        #expect(response.field("connection") == "close")
        #expect(handled.values == [])
    }

    static let accepted = [
        "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:a\r\n\r\n",
        "GET / HTTP/1.1\r\nHOST: \t a:80 \t \r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a:\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nA:\r\nB: \u{E9} \t c\r\n!#$%&'*+-.^_`|~: x\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 000\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n00;a=b\r\nTrailer: x\r\n\r\n",
    ]

    @Test(arguments: accepted)
    func `what the grammar allows is taken`(bytes: String) async throws {
        let response = try await withServer { server in
            let client = try server.connect()
            try client.send(bytes)
            return try client.receiveResponse()
        }
        #expect(response.status == 200)
        #expect(response.text == "get / ")
    }
}
