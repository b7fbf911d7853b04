import Foundation
import HTTPServing
import Reactors
import TestTools
import Testing

/// Well-formed requests and what they get.
@Suite(.timeLimit(.minutes(1)))
struct ExchangeTests {
    private static let post = "POST /a?b=c HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
    private static let chunkedPost =
        "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "2;x=y\r\nhe\r\n003\r\nllo\r\n0\r\nA: b\r\n\r\n"

    @Test(arguments: [(post, "post /a?b=c hello"), (chunkedPost, "post /a hello")])
    func `a request is the same wherever it is cut in two`(request: String, description: String) async throws {
        try await withServer(limits: .patient) { server in
            let client = try server.connect()
            let bytes = Array(request.utf8)
            var sent: UInt64 = 0
            for cut in 1..<bytes.count {
                try client.send(bytes[..<cut])
                // The second part waits until the first was read, which keeps them apart.
                try wait(while: server.server.counts.bytesIn < sent + UInt64(cut))
                try client.send(bytes[cut...])
                sent += UInt64(bytes.count)
                #expect(try client.receiveResponse().text == description, "cut at \(cut)")
            }
        }
    }

    @Test(arguments: [(post, "post /a?b=c hello"), (chunkedPost, "post /a hello")])
    func `a request may come byte by byte`(request: String, description: String) async throws {
        try await withServer { server in
            let client = try server.connect()
            var sent: UInt64 = 0
            for byte in request.utf8 {
                try client.send([byte])
                sent += 1
                try wait(while: server.server.counts.bytesIn < sent)
            }
            #expect(try client.receiveResponse().text == description)
        }
    }

    @Test func `replies carry status, date, length, the handler's fields and body`() async throws {
        let handler = TestHandler(onHandle: { _, reply in
            reply.send(HTTPResponse(status: 201, fields: Array("Request-Id: req_1\r\n".utf8), body: Array("{}".utf8)))
        })
        let response = try await withServer(handler) { try $0.connect().request("POST", "/", body: [1]) }
        #expect(response.statusLine == "HTTP/1.1 201 Created")
        #expect(response.fields.map(\.name) == ["date", "request-id", "content-length"])
        #expect(response.text == "{}")
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let date = try #require(response.field("date").flatMap(formatter.date(from:)))
        #expect(abs(date.timeIntervalSinceNow) < 60)
    }

    @Test func `a hundred requests in one segment get a hundred replies in order`() async throws {
        try await withServer { server in
            let client = try server.connect()
            try client.send((0..<100).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for number in 0..<100 { #expect(try client.receiveResponse().text == "get /\(number) ") }
        }
    }

    @Test func `pipelined requests whose replies come later, from another thread, keep their order`() async throws {
        let handler = TestHandler(onHandle: { request, reply in
            let text = describe(request)
            Thread.detachNewThread { reply.send(.text(200, text)) }
        })
        try await withServer(handler) { server in
            let client = try server.connect()
            try client.send((0..<100).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for number in 0..<100 { #expect(try client.receiveResponse().text == "get /\(number) ") }
        }
    }

    @Test func `a second reply, and one to a connection that is gone, change nothing`() async throws {
        let replies = Recorder<HTTPReply>()
        let handler = TestHandler(onHandle: { request, reply in
            if request.text(request.path) == "/later" { return replies.record(reply) }
            reply.send(.text(200, "first"))
            reply.send(.text(200, "second"))
        })
        try await withServer(handler) { server in
            let client = try server.connect()
            #expect(try client.request("GET", "/").text == "first")
            try client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
            try wait(while: replies.values.isEmpty)
            client.reset()
            try wait(while: server.server.connectionCount > 0)
            replies.take()?.send(.text(200, "late"))
            #expect(try server.connect().request("GET", "/").text == "first")
        }
    }

    @Test func `a HEAD gets the head of the GET's reply`() async throws {
        try await withServer { server in
            let client = try server.connect()
            let response = try client.request("HEAD", "/a")
            #expect(response.status == 200)
            #expect(response.field("content-length") == "8")
            #expect(try client.request("GET", "/a").text == "get /a ")
        }
    }

    @Test func `what is refused after a HEAD is refused with its body`() async throws {
        try await withServer { server in
            let client = try server.connect()
            #expect(try client.request("HEAD", "/").status == 200)
            try client.send("\n")
            #expect(try client.receiveResponse().text == "\(HTTPFault.badRequest(.lineEnding))")
        }
    }

    @Test(arguments: [204, 304])
    func `a reply that has no body has none, and no length`(status: Int) async throws {
        let handler = TestHandler(onHandle: { _, reply in reply.send(HTTPResponse(status: status, body: [1, 2, 3])) })
        try await withServer(handler) { server in
            let client = try server.connect()
            for _ in 0..<2 {
                let response = try client.request("GET", "/")
                #expect(response.status == status)
                #expect(response.field("content-length") == nil)
            }
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: x , CLOSE,\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n",
    ])
    func `the last request a client may send is answered with a close`(bytes: String) async throws {
        let response = try await withServer { try $0.exchange(bytes) }
        #expect(response.text == "get / ")
        #expect(response.field("connection") == "close")
    }

    @Test func `a handler may close the connection`() async throws {
        let handler = TestHandler(onHandle: { _, reply in
            reply.send(HTTPResponse(status: 200, closesConnection: true))
        })
        let response = try await withServer(handler) { try $0.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
        #expect(response.field("connection") == "close")
    }

    @Test func `a client that has said all it will say still gets its replies`() async throws {
        try await withServer { server in
            let client = try server.connect()
            try client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3 HT")
            client.endSending()
            #expect(try client.receiveResponse().text == "get /1 ")
            #expect(try client.receiveResponse().text == "get /2 ")
            #expect(try client.isClosedByServer())
        }
    }

    @Test func `fields are found whatever their case, and repeated ones are known`() async throws {
        let handler = TestHandler(onHandle: { request, reply in
            var words: [String] = []
            for lookup in [request.field("x-one"), request.field("X-TWO"), request.field("X-None")] {
                switch lookup {
                case .none: words.append("none")
                case .one(let value): words.append(request.text(value))
                case .many: words.append("many")
                }
            }
            reply.send(.text(200, words.joined(separator: " ")))
        })
        try await withServer(handler) { server in
            let response = try server.connect().request("GET", "/", [("X-One", "1"), ("x-two", "2"), ("X-Two", "3")])
            #expect(response.text == "1 many none")
        }
    }

    @Test func `connections are spread over the reactors, and counted`() async throws {
        let names = Recorder<String>()
        let handler = TestHandler(onHandle: { _, reply in
            names.record(reply.reactor.name)
            reply.send(.text(200, ""))
        })
        try await withServer(handler, reactors: 2) { server in
            let clients = try (0..<4).map { _ in try server.connect() }
            for client in clients { #expect(try client.request("GET", "/").status == 200) }
            #expect(names.values.sorted() == ["test-http-0", "test-http-0", "test-http-1", "test-http-1"])
            #expect(server.server.counts.requests == 4)
            #expect(server.server.counts.open == 4)
            #expect(server.server.counts.bytesIn == 4 * 35)
        }
    }
}

extension HTTPLimits {
    /// Limits for tests that are slow on purpose.
    static var patient: HTTPLimits {
        var limits = HTTPLimits()
        limits.headTime = .seconds(60)
        limits.bodyTime = .seconds(60)
        return limits
    }
}
