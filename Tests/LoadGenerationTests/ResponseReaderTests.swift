import Testing

@testable import LoadGeneration

@Suite struct ResponseReaderTests {
    private static let created =
        "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nRequest-Id: req_1\r\nIdempotent-Replayed: true\r\n"
        + "Date: Mon, 23 Nov 2026 12:44:12 GMT\r\nContent-Length: 11\r\n\r\n{\"id\":\"cs\"}"

    /// Feeds a reader what has come so far, piece by piece, as a connection does.
    private func read(_ text: String, cutAt cuts: [Int] = []) throws -> Response? {
        var reader = ResponseReader()
        let bytes = Array(text.utf8)
        var response: Response?
        for end in cuts + [bytes.count] {
            response = try bytes[..<end].withUnsafeBytes { try reader.read($0) }
            if end < bytes.count, response != nil { Issue.record("a reply before its end, at \(end)") }
        }
        return response
    }

    @Test func `a reply cut at any byte is the same reply`() throws {
        let length = Self.created.utf8.count
        let expected = Response(status: 201, body: length - 11..<length, isReplay: true, closes: false)
        for cut in 0..<length {
            #expect(try read(Self.created, cutAt: [cut]) == expected, "cut at \(cut)")
        }
    }

    @Test func `a reply that comes byte by byte is the same reply`() throws {
        let length = Self.created.utf8.count
        let response = try read(Self.created, cutAt: Array(0..<length))
        #expect(response == Response(status: 201, body: length - 11..<length, isReplay: true, closes: false))
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\n{}", 200, false, false),
        ("HTTP/1.1 200 OK\r\nCONTENT-LENGTH: \t2 \r\nConnection: close\r\n\r\n{}", 200, false, true),
        ("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", 503, false, false),
        ("HTTP/1.1 204 No Content\r\n\r\n", 204, false, false),
        ("HTTP/1.1 201 \r\nIdempotent-Replayed: false\r\nContent-Length: 0\r\n\r\n", 201, false, false),
    ])
    func `what a server may send is taken`(text: String, status: Int, isReplay: Bool, closes: Bool) throws {
        let response = try #require(try read(text))
        #expect(response.status == status)
        #expect(response.isReplay == isReplay)
        #expect(response.closes == closes)
    }

    @Test(arguments: [
        ("HTTP/1.0 200 OK\r\n", ResponseFault.statusLineInvalid), ("HTTP/1.1 20 OK\r\n", .statusLineInvalid),
        ("HTTP/1.1 2x0 OK\r\n", .statusLineInvalid), ("HTTP/1.1 100 Continue\r\n", .statusLineInvalid),
        ("HTTP/1.1 600 No\r\n", .statusLineInvalid), ("garbage\r\n", .statusLineInvalid), ("\r\n", .statusLineInvalid),
        ("HTTP/1.1 200 OK\n", .lineEndInvalid), ("\n", .lineEndInvalid),
        ("HTTP/1.1 200 OK\r\n\n", .lineEndInvalid),
        ("HTTP/1.1 200 OK\r\nno colon\r\n", .fieldInvalid), ("HTTP/1.1 200 OK\r\n: x\r\n", .fieldInvalid),
        ("HTTP/1.1 200 OK\r\nContent-Length : 2\r\n", .fieldInvalid), ("HTTP/1.1 200 OK\r\n folded\r\n", .fieldInvalid),
        ("HTTP/1.1 200 OK\r\n\r\n", .lengthMissing), ("HTTP/1.1 200 OK\r\nContent-Length: \r\n", .lengthInvalid),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n", .lengthInvalid),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1,1\r\n", .lengthInvalid),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n", .lengthInvalid),
        ("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n", .lengthInvalid),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n", .lengthInvalid),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", .encodingUnsupported),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab", .surplus),
        ("HTTP/1.1 204 No Content\r\n\r\na", .surplus),
    ])
    func `what no strict server sends is refused`(text: String, fault: ResponseFault) {
        #expect(throws: fault) { try read(text) }
    }

    @Test func `a head without end is refused at its limit`() {
        let line = "X: " + String(repeating: "a", count: 1000) + "\r\n"
        let head = "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 17)
        #expect(throws: ResponseFault.headTooLarge) { try read(head) }
    }
}
