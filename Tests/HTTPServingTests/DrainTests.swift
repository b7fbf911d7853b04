import HTTPServing
import Reactors
import TestTools
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DrainTests {
    private static func holding(_ replies: Recorder<HTTPReply>) -> TestHandler {
        TestHandler(onHandle: { request, reply in
            if request.text(request.path) == "/hold" { return replies.record(reply) }
            reply.send(.text(200, "done"))
        })
    }

    /// Runs a drain beside the body of a test, which blocks.
    private func drain(_ server: HTTPServer, within limit: Duration) -> Recorder<HTTPDrainReport> {
        let reports = Recorder<HTTPDrainReport>()
        Task { reports.record(await server.drain(within: limit)) }
        return reports
    }

    @Test func `idle connections are closed, exchanges under way end with a close`() async throws {
        let replies = Recorder<HTTPReply>()
        try await withServer(Self.holding(replies), reactors: 2) { server in
            let idle = try (0..<4).map { _ in try server.connect() }
            for client in idle { #expect(try client.request("GET", "/").status == 200) }
            let busy = try server.connect()
            try busy.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            try wait(while: replies.values.isEmpty)
            let reports = drain(server.server, within: .seconds(20))
            for client in idle { #expect(try client.isClosedByServer()) }
            #expect(throws: SocketClientError.self) { try server.connect().request("GET", "/") }
            #expect(reports.values.isEmpty)

            replies.take()?.send(.text(200, "held"))
            let response = try busy.receiveResponse()
            #expect(response.text == "held")
            #expect(response.field("connection") == "close")
            #expect(try busy.isClosedByServer())
            busy.close()
            try wait(while: reports.values.isEmpty)
            #expect(reports.values.map(\.cutExchanges) == [0])
            #expect(reports.values[0].isComplete)
            #expect(server.server.connectionCount == 0)
        }
    }

    @Test func `a request whose head is half there is answered`() async throws {
        try await withServer { server in
            let client = try server.connect()
            try client.send("GET / HTTP/1.1\r\n")
            try wait(while: server.server.counts.bytesIn == 0)
            let idle = try server.connect()
            #expect(try idle.request("GET", "/").status == 200)
            let reports = drain(server.server, within: .seconds(20))
            // The idle connection's end says that the drain has begun.
            #expect(try idle.isClosedByServer())
            try client.send("Host: a\r\n\r\n")
            #expect(try client.receiveResponse().field("connection") == "close")
            client.close()
            try wait(while: reports.values.isEmpty)
            #expect(reports.values.map(\.cutExchanges) == [0])
        }
    }

    @Test func `what has no reply at the deadline is cut, and counted`() async throws {
        let replies = Recorder<HTTPReply>()
        try await withServer(Self.holding(replies)) { server in
            let client = try server.connect()
            try client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
            try wait(while: replies.values.isEmpty)
            let reports = drain(server.server, within: .milliseconds(30))
            #expect(throws: SocketClientError.self) { try client.receiveResponse() }
            try wait(while: reports.values.isEmpty)
            #expect(reports.values[0].cutExchanges == 1)
            #expect(!reports.values[0].isComplete)
        }
    }

    @Test func `stopping the reactors without a drain closes everything`() async throws {
        let reactor = Reactor(name: "test-http")
        let server = HTTPServer(reactors: [reactor], handler: TestHandler(), limits: HTTPLimits())
        reactor.start()
        let address = try server.listen(host: "127.0.0.1", port: 0)
        let client = try await onThread {
            let client = try SocketClient(port: address.port)
            #expect(try client.request("GET", "/").status == 200)
            return Held(client: client)
        }
        reactor.stop()
        #expect(server.connectionCount == 0)
        #expect(try client.client.isClosedByServer())
    }
}

// Safe because one thread after the other uses it.
private struct Held: @unchecked Sendable {
    let client: SocketClient
}
