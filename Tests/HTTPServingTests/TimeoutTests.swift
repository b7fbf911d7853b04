import HTTPServing
import TestTools
import Testing

/// Each test waits for what the server does at the end of a short limit; all other limits are long.
@Suite(.timeLimit(.minutes(1)))
struct TimeoutTests {
    private func limits(_ set: (inout HTTPLimits) -> Void) -> HTTPLimits {
        var limits = HTTPLimits()
        set(&limits)
        return limits
    }

    @Test func `an idle connection is closed without a word`() async throws {
        try await withServer(limits: limits { $0.idleTime = .milliseconds(30) }) { server in
            #expect(try server.connect().isClosedByServer())
            let client = try server.connect()
            #expect(try client.request("GET", "/").status == 200)
            #expect(try client.isClosedByServer())
        }
    }

    @Test func `a head that does not end is answered with 408`() async throws {
        try await withServer(limits: limits { $0.headTime = .milliseconds(30) }) { server in
            let response = try server.exchange("GET / HTTP/1.1\r\nHo")
            #expect(response.status == 408)
            #expect(response.text == "requestTimeout")
        }
    }

    @Test func `the time for a head runs from its first byte, however many follow`() async throws {
        try await withServer(limits: limits { $0.headTime = .milliseconds(100) }) { server in
            let client = try server.connect()
            var sent = 0
            while server.server.counts.faults == 0 {
                let before = server.server.counts.bytesIn
                try client.send(sent == 0 ? "GET / HTTP/1.1\r\nA:" : "b")
                sent += 1
                try wait(while: server.server.counts.bytesIn == before && server.server.counts.faults == 0)
                if sent > 16_000 { break }
            }
            #expect([408, 431].contains(try client.receiveResponse().status))
        }
    }

    @Test func `a body that does not end is answered with 408`() async throws {
        try await withServer(limits: limits { $0.bodyTime = .milliseconds(30) }) { server in
            let response = try server.exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf")
            #expect(response.status == 408)
        }
    }

    @Test func `an exchange takes as long as its handler does`() async throws {
        let replies = Recorder<HTTPReply>()
        let handler = TestHandler(onHandle: { request, reply in
            if request.text(request.path) == "/slow" { return replies.record(reply) }
            reply.send(.text(200, "fast"))
        })
        let limits = limits {
            $0.idleTime = .milliseconds(20)
            $0.headTime = .milliseconds(20)
            $0.bodyTime = .milliseconds(20)
        }
        try await withServer(handler, limits: limits) { server in
            let slow = try server.connect()
            try slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            // Two others that come and go one after the other take twice the time the slow one would have had.
            for _ in 0..<2 { #expect(try server.connect().isClosedByServer()) }
            try wait(while: replies.values.isEmpty)
            replies.take()?.send(.text(200, "slow"))
            #expect(try slow.receiveResponse().text == "slow")
        }
    }

    @Test func `a client that does not read its reply is cut off`() async throws {
        let handler = TestHandler(onHandle: { _, reply in
            reply.send(HTTPResponse(status: 200, body: [UInt8](repeating: 1, count: 16 << 20)))
        })
        try await withServer(handler, limits: limits { $0.writeStallTime = .milliseconds(50) }) { server in
            let client = try server.connect(receiveBuffer: 32 << 10)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            try wait(while: server.server.counts.accepted == 0)
            try wait(while: server.server.connectionCount > 0)
            #expect(throws: SocketClientError.self) { try client.receiveResponse() }
        }
    }

    @Test func `a client that does not close after the last reply is closed`() async throws {
        try await withServer(limits: limits { $0.lingerTime = .milliseconds(30) }) { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try client.receiveResponse().status == 200)
            try wait(while: server.server.connectionCount > 0)
        }
    }
}
