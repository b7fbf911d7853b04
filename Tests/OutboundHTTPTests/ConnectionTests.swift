import Foundation
import OutboundHTTP
import Synchronization
import TestTools
import Testing

/// Real connections to servers on loopback that are good, bad and ugly.
struct ConnectionTests {
    @discardableResult
    private func withClient<Result>(
        limits: OutboundLimits = .patient,
        _ body: (OutboundClient) async throws -> Result
    ) async throws -> Result {
        let client = OutboundClient(limits: limits)
        do {
            let result = try await body(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }

    @Test func `a request arrives as it was given, and the answer comes back as it was sent`() async throws {
        let requests = Mutex<[ReceivedRequest]>([])
        let receiver = try Receiver { connection in
            while let request = try connection.request() {
                requests.withLock { $0.append(request) }
                try connection.answer("202 Accepted", ["Retry-After: 7", "X-A: b"], body: "thanks")
            }
        }
        let body = #"{"ä":"\u2028 / "}"#
        let answer = try await withClient { client in
            try await client.send(.post(receiver.url + "?a=b&c#fragment", body: body), policy: .allowingLocal)
        }
        #expect(answer.status == 202)
        #expect(answer.body == Array("thanks".utf8))
        #expect(answer.field("retry-after") == "7")
        #expect(answer.field("X-B") == nil)
        #expect(!answer.isTruncated)
        let request = try #require(requests.withLock(\.self).first)
        #expect(request.line == "POST /hook?a=b&c HTTP/1.1")
        #expect(request.field("host") == "127.0.0.1:\(receiver.port)")
        #expect(request.field("content-length") == String(body.utf8.count))
        #expect(request.field("content-type") == "application/json")
        #expect(request.fields.count == 3)
        #expect(request.body == Array(body.utf8))
    }

    @Test(arguments: [
        ("", "/"), ("/", "/"), ("?x", "/?x"), ("#x", "/"), ("/a/../b/./c//d", "/a/../b/./c//d"),
        ("/%41%2f%zz", "/%41%2f%25zz"), ("/%", "/%25"), ("/%4", "/%254"), ("/a|b{c}", "/a%7cb%7bc%7d"),
        ("/?a[]=\"1\"&<b>^`", "/?a%5b%5d=%221%22&%3cb%3e%5e%60"), ("/a;b=c,d:e@f!$&'()*+", "/a;b=c,d:e@f!$&'()*+"),
        ("/?q=a+b%20c&u=https://x/?y", "/?q=a+b%20c&u=https://x/?y"),
    ])
    func `a path reaches the server`(given: String, expected: String) async throws {
        let lines = Mutex<[String]>([])
        let receiver = try Receiver { connection in
            while let request = try connection.request() {
                lines.withLock { $0.append(request.line) }
                try connection.answer("204 No Content")
            }
        }
        _ = try await withClient { client in
            try await client.send(.post("http://127.0.0.1:\(receiver.port)" + given), policy: .allowingLocal)
        }
        #expect(lines.withLock(\.self) == ["POST \(expected) HTTP/1.1"])
    }

    @Test(
        arguments: [
            ("GET", "", nil), ("DELETE", "", nil), ("POST", "", "0"), ("POST", "{}", "2"), ("DELETE", "x", "1"),
        ] as [(String, String, String?)]
    )
    func `a method is sent with the length of its body, and without one where it has none`(
        method: String,
        body: String,
        length: String?
    ) async throws {
        let requests = Mutex<[ReceivedRequest]>([])
        let receiver = try Receiver { connection in
            while let request = try connection.request() {
                requests.withLock { $0.append(request) }
                try connection.answer("204 No Content")
            }
        }
        var request = OutboundRequest.post(receiver.url, body: body)
        request.method = method
        request.headers = [("Authorization", "GNAP abc"), ("Accept", "application/json")]
        _ = try await withClient { client in try await client.send(request, policy: .allowingLocal) }
        let seen = try #require(requests.withLock(\.self).first)
        #expect(seen.line == "\(method) /hook HTTP/1.1")
        #expect(seen.field("content-length") == length)
        #expect(seen.field("authorization") == "GNAP abc")
        #expect(seen.fields.count == (length == nil ? 3 : 4))
        #expect(seen.body == Array(body.utf8))
    }

    @Test func `an address of IPv6 is connected to, by itself and for a name`() async throws {
        let hosts = Mutex<[String?]>([])
        let receiver = try Receiver(isIPv6: true) { connection in
            while let request = try connection.request() {
                hosts.withLock { $0.append(request.field("host")) }
                try connection.answer("200 OK")
            }
        }
        let client = OutboundClient(
            limits: .patient,
            resolver: FakeResolver(["shop.example": [IPAddress("::1")]]),
            connector: HTTPConnector(limits: .patient)
        )
        for host in ["[::1]", "shop.example"] {
            let url = "http://\(host):\(receiver.port)/"
            #expect(try await client.send(.post(url), policy: .allowingLocal).status == 200)
        }
        await client.shutdown()
        #expect(
            hosts.withLock(\.self) == ["[::1]:\(receiver.port)", "shop.example:\(receiver.port)"]
        )
    }

    @Test func `requests one after the other share a connection`() async throws {
        let receiver = try Receiver { connection in
            while try connection.request() != nil { try connection.answer("200 OK", body: "ok") }
        }
        try await withClient { client in
            for _ in 0..<20 {
                let answer = try await client.send(.post(receiver.url), policy: .allowingLocal)
                #expect(answer.status == 200)
            }
            #expect(receiver.connections == 1)
        }
        try await onThread { try wait(while: receiver.closed < 1) }
    }

    @Test func `a server that never answers is left when the time is over`() async throws {
        let receiver = try Receiver { connection in
            _ = try connection.request()
            _ = connection.isClosed(within: 120_000)
        }
        let start = ContinuousClock.now
        try await withClient(limits: .impatient) { client in
            await #expect(throws: OutboundProblem.timedOut(.milliseconds(300))) {
                try await client.send(.post(receiver.url), policy: .allowingLocal)
            }
            #expect(ContinuousClock.now - start >= .milliseconds(300))
            try await onThread { try wait(while: receiver.closed < receiver.connections) }
        }
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\nX-Slow: ", "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"])
    func `an answer that drips is left when the time is over`(beginning: String) async throws {
        let receiver = try Receiver { connection in
            _ = try connection.request()
            try connection.send(Array(beginning.utf8))
            while !connection.isClosed(within: 10) { try connection.send([UInt8(ascii: "x")]) }
        }
        try await withClient(limits: .impatient) { client in
            await #expect(throws: OutboundProblem.timedOut(.milliseconds(300))) {
                try await client.send(.post(receiver.url), policy: .allowingLocal)
            }
            try await onThread { try wait(while: receiver.closed < receiver.connections) }
        }
    }

    @Test func `of a huge answer only the beginning is read, and its connection closed`() async throws {
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        let sent = Mutex(0)
        let receiver = try Receiver { connection in
            _ = try connection.request()
            try connection.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n".utf8))
            while true {
                try connection.send(block)
                sent.withLock { $0 += block.count }
            }
        }
        try await withClient { client in
            let answer = try await client.send(.post(receiver.url), policy: .allowingLocal)
            #expect(answer.status == 200)
            #expect(answer.isTruncated)
            #expect(answer.body == [UInt8](repeating: UInt8(ascii: "x"), count: 64 << 10))
            try await onThread { try wait(while: receiver.closed < 1) }
        }
        #expect(sent.withLock(\.self) < 64 << 20)
    }

    @Test(arguments: [(999, false), (1000, false), (1001, true)])
    func `an answer is cut where it is longer than what is read`(count: Int, isTruncated: Bool) async throws {
        let receiver = try Receiver { connection in
            while try connection.request() != nil {
                try connection.answer("200 OK", body: String(repeating: "y", count: count))
            }
        }
        let limits = OutboundLimits(connect: .seconds(120), whole: .seconds(120), answerBytes: 1000)
        var own = OutboundRequest.post(receiver.url)
        own.answerBytes = 1000
        for (limits, request) in [(limits, OutboundRequest.post(receiver.url)), (.patient, own)] {
            let answer = try await withClient(limits: limits) { client in
                try await client.send(request, policy: .allowingLocal)
            }
            #expect(answer.body.count == min(count, 1000))
            #expect(answer.isTruncated == isTruncated)
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is an answer like any other`(status: Int) async throws {
        let inside = try Receiver { connection in _ = try connection.request() }
        let receiver = try Receiver { connection in
            while try connection.request() != nil {
                try connection.answer("\(status) Elsewhere", ["Location: \(inside.url)"])
            }
        }
        let answer = try await withClient { client in
            try await client.send(.post(receiver.url), policy: .allowingLocal)
        }
        #expect(answer.status == status)
        #expect(answer.field("location") == inside.url)
        #expect(inside.connections == 0)
    }

    @Test func `a compressed answer stays compressed`() async throws {
        let receiver = try Receiver { connection in
            let request = try connection.request()
            #expect(request?.field("accept-encoding") == nil)
            try connection.answer("200 OK", ["Content-Encoding: gzip"], body: "no gzip at all")
        }
        let answer = try await withClient { client in
            try await client.send(.post(receiver.url), policy: .allowingLocal)
        }
        #expect(answer.body == Array("no gzip at all".utf8))
    }

    @Test(arguments: [
        ("SSH-2.0-OpenSSH_9.2\r\n", OutboundProblem.notHTTP), ("\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}F", .notHTTP),
        ("HTTP/1.1 abc OK\r\n\r\n", .notHTTP), ("", .connectionClosed), ("HTTP/1.1 200 OK\r\n", .connectionClosed),
        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", .connectionClosed),
    ])
    func `what is no answer is called what it is`(text: String, expected: OutboundProblem) async throws {
        let receiver = try Receiver { connection in
            _ = try connection.request()
            try connection.send(Array(text.utf8))
        }
        try await withClient { client in
            await #expect(throws: expected) {
                try await client.send(.post(receiver.url), policy: .allowingLocal)
            }
        }
    }

    @Test func `a port at which nobody listens refuses`() async throws {
        let port = try Receiver.freePort()
        try await withClient { client in
            await #expect(throws: OutboundProblem.connectionRefused) {
                try await client.send(.post("http://127.0.0.1:\(port)/"), policy: .allowingLocal)
            }
        }
    }

    @Test func `an end ends what is under way, and refuses what comes later`() async throws {
        let isAsked = AsyncStream<Void>.makeStream()
        let receiver = try Receiver { connection in
            _ = try connection.request()
            isAsked.continuation.yield()
            _ = connection.isClosed(within: 120_000)
        }
        let client = OutboundClient(limits: .patient)
        let answer = Task { try await client.send(.post(receiver.url), policy: .allowingLocal) }
        for await _ in isAsked.stream { break }
        await client.shutdown()
        await #expect(throws: OutboundProblem.shutDown) { try await answer.value }
        await #expect(throws: OutboundProblem.shutDown) {
            try await client.send(.post(receiver.url), policy: .allowingLocal)
        }
        try await onThread { try wait(while: receiver.closed < 1) }
    }

    @Test func `a cancelled task lets its connection go`() async throws {
        let isAsked = AsyncStream<Void>.makeStream()
        let receiver = try Receiver { connection in
            _ = try connection.request()
            isAsked.continuation.yield()
            _ = connection.isClosed(within: 120_000)
        }
        try await withClient { client in
            let task = Task { try await client.send(.post(receiver.url), policy: .allowingLocal) }
            for await _ in isAsked.stream { break }
            task.cancel()
            await #expect(throws: OutboundProblem.shutDown) { try await task.value }
            try await onThread { try wait(while: receiver.closed < 1) }
        }
    }
}
