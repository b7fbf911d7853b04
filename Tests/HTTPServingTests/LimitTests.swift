import HTTPServing
import TestTools
import Testing

/// Sizes, exactly at their limits and one over.
@Suite(.timeLimit(.minutes(1)))
struct LimitTests {
    /// A head of so many bytes.
    private static func head(bytes: Int) -> String {
        let rest = "GET / HTTP/1.1\r\nHost: a\r\nA: \r\n\r\n"
        return rest.replacing("A: ", with: "A: " + String(repeating: "b", count: bytes - rest.utf8.count))
    }

    private static func post(_ count: Int) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n"
    }

    static let requests: [(String, Int)] = [
        (head(bytes: 16_384), 200),
        (head(bytes: 16_385), 431),
        (head(bytes: 40_000), 431),
        ("GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "A: b\r\n", count: 99) + "\r\n", 200),
        ("GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "A: b\r\n", count: 100) + "\r\n", 431),
        ("GET /" + String(repeating: "a", count: 8191) + " HTTP/1.1\r\nHost: a\r\n\r\n", 200),
        ("GET /" + String(repeating: "a", count: 8192) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("GET /" + String(repeating: "a", count: 8192), 414),
        (String(repeating: "A", count: 16_384), 431),
        (post(1 << 20) + String(repeating: "a", count: 1 << 20), 200),
        (post(1 << 20 + 1), 413),
        (post(1 << 20 + 1) + String(repeating: "a", count: 1 << 20 + 1), 413),
        (post(999_999_999_999_999_999), 413),
        (chunked([1 << 20]), 200),
        (chunked([1 << 20 + 1]), 413),
        (chunked(Array(repeating: 1 << 16, count: 16)), 200),
        (chunked(Array(repeating: 1 << 16, count: 16) + [1]), 413),
        (chunked([1]).dropLast() + "A: " + String(repeating: "b", count: 16_377) + "\r\n\r\n", 200),
        (chunked([1]).dropLast() + "A: " + String(repeating: "b", count: 16_378) + "\r\n\r\n", 431),
        (chunked([1]).dropLast() + String(repeating: "A: b\r\n", count: 100) + "\r\n", 200),
        (chunked([1]).dropLast() + String(repeating: "A: b\r\n", count: 101) + "\r\n", 431),
    ]

    private static func chunked(_ sizes: [Int]) -> String {
        var text = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        for size in sizes { text += String(size, radix: 16) + "\r\n" + String(repeating: "a", count: size) + "\r\n" }
        return text + "0\r\n\r\n"
    }

    @Test(arguments: requests.indices)
    func `a request at a limit is taken, one over it refused`(index: Int) async throws {
        let (bytes, status) = Self.requests[index]
        let handler = TestHandler(onHandle: { request, reply in reply.send(.text(200, "\(request.body.count)")) })
        let response = try await withServer(handler) { server in
            let client = try server.connect()
            try client.send(bytes)
            let response = try client.receiveResponse()
            if status != 200 { #expect(try client.isClosedByServer()) }
            return response
        }
        #expect(response.status == status, "\(response.text), request \(index)")
        if status == 200, bytes.hasPrefix("POST"), bytes.utf8.count > 1 << 20 { #expect(response.text == "\(1 << 20)") }
    }

    @Test func `one connection over the limit is told so and closed`() async throws {
        var limits = HTTPLimits()
        limits.connections = 3
        try await withServer(limits: limits, reactors: 2) { server in
            let clients = try (0..<3).map { _ in try server.connect() }
            for client in clients { #expect(try client.request("GET", "/").status == 200) }
            let refused = try server.connect()
            try refused.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try refused.receiveResponse()
            #expect(response.status == 503)
            #expect(response.text == "tooManyConnections")
            #expect(try refused.isClosedByServer())
            #expect(server.server.counts.refused == 1)

            clients[0].close()
            try wait(while: server.server.connectionCount == 3)
            #expect(try server.connect().request("GET", "/").status == 200)
            #expect(server.server.counts.accepted == 4)
        }
    }
}
