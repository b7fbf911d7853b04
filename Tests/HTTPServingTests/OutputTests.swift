import HTTPServing
import TestTools
import Testing

/// Replies that do not fit into the socket.
@Suite(.timeLimit(.minutes(1)))
struct OutputTests {
    private static func pattern(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
            for index in 0..<count { bytes[index] = UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 8) }
            filled = count
        }
    }

    private static let large = TestHandler(onHandle: { request, reply in
        let count = Int(request.text(request.path).dropFirst()) ?? 0
        reply.send(HTTPResponse(status: 200, body: pattern(count)))
    })

    @Test(arguments: [1, 16_383, 16_384, 100_000, 1_000_000])
    func `a slow reader gets every byte`(count: Int) async throws {
        try await withServer(Self.large) { server in
            let client = try server.connect(receiveBuffer: 32 << 10)
            for _ in 0..<2 { #expect(try client.request("GET", "/\(count)").body == Self.pattern(count)) }
        }
    }

    @Test func `pipelined large and small replies come whole and in order`() async throws {
        try await withServer(Self.large) { server in
            let client = try server.connect(receiveBuffer: 32 << 10)
            let counts = (0..<30).map { $0 % 3 == 0 ? 200_000 + $0 : $0 }
            try client.send(counts.map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for count in counts { #expect(try client.receiveResponse().body == Self.pattern(count)) }
        }
    }

    @Test func `requests are not begun while their client does not read`() async throws {
        try await withServer(Self.large) { server in
            let client = try server.connect(receiveBuffer: 32 << 10)
            let requests = String(repeating: "GET /100000 HTTP/1.1\r\nHost: a\r\n\r\n", count: 300)
            try client.send(requests)
            // All that was sent has been taken when the first reply is there; most of it must still wait.
            _ = try client.receiveResponse()
            #expect(server.server.counts.requests < 150)
            for _ in 1..<300 { #expect(try client.receiveResponse().body.count == 100_000) }
            #expect(server.server.counts.requests == 300)
        }
    }

    @Test func `what is sent ahead of a reply is bounded`() async throws {
        let replies = Recorder<HTTPReply>()
        let handler = TestHandler(onHandle: { _, reply in replies.record(reply) })
        try await withServer(handler) { server in
            // The server takes no more than its limit and one read; the kernel's buffers hold some, then sending stops.
            let client = try SocketClient(port: server.port, seconds: 1)
            #expect(throws: SocketClientError.self) {
                let requests = String(repeating: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", count: 10_000)
                for _ in 0..<1000 { try client.send(requests) }
            }
            #expect(server.server.counts.bytesIn <= 3 * 64 << 10)
        }
    }
}
