import HTTPServing
import TestTools
import Testing

/// What the server itself refuses, in the words of the API.
struct FramingTests {
    private static let head = "POST /api/checkout/sessions HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"

    @Test func `what is no HTTP is refused with status and code`() async throws {
        try await withService { service in
            let key = service.authorization + "\r\n"
            let long = String(repeating: "a", count: 9 << 10)
            let many = (0..<101).map { "X-\($0): 1\r\n" }.joined()
            let table: [(String, String)] = [
                ("400 parameter_invalid", "GET http://h/api/health HTTP/1.1\r\nHost: h\r\n\r\n"),
                ("400 parameter_invalid", "GET /api/health HTTP/1.1\r\n\r\n"),
                ("400 parameter_invalid", "GET /api/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                ("400 parameter_invalid", "GET /api/health HTTP/1.1\nHost: h\n\n"),
                ("400 parameter_invalid", "GET  /api/health HTTP/1.1\r\nHost: h\r\n\r\n"),
                ("400 parameter_invalid", "GET /api/health#top HTTP/1.1\r\nHost: h\r\n\r\n"),
                ("400 parameter_invalid", "GET /api/health HTTP/1.1\r\nHost: h\r\nA b: c\r\n\r\n"),
                ("400 parameter_invalid", "\(Self.head)\(key)Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                ("400 parameter_invalid", "\(Self.head)\(key)Content-Length: +2\r\n\r\n{}"),
                (
                    "400 parameter_invalid",
                    "\(Self.head)\(key)Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                ),
                ("400 body_invalid", "\(Self.head)\(key)Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                ("414 target_too_long", "GET /api/health?\(long) HTTP/1.1\r\nHost: h\r\n\r\n"),
                (
                    "431 headers_too_large",
                    "GET /api/health HTTP/1.1\r\nHost: h\r\nA: \(long)\r\nB: \(long)\r\n\r\n"
                ),
                ("431 headers_too_large", "GET /api/health HTTP/1.1\r\nHost: h\r\n\(many)\r\n"),
                ("501 not_implemented", "\(Self.head)\(key)Transfer-Encoding: gzip, chunked\r\n\r\n"),
                ("505 version_not_supported", "GET /api/health HTTP/2.0\r\nHost: h\r\n\r\n"),
                ("505 version_not_supported", "GET /api/health HTTP/1.2\r\nHost: h\r\n\r\n"),
            ]
            for (verdict, text) in table {
                let reply = try await service.exchange(text)
                #expect(reply.verdict == verdict, "\(text.prefix(120))")
                #expect(reply.json["error"]["type"] == "invalid_request_error", "\(text.prefix(120))")
                #expect(reply.field("connection") == "close", "\(text.prefix(120))")
                #expect(reply.hasCommonFields, "\(text.prefix(120))")
            }
        }
    }

    @Test func `a request that does not come in time is 408`() async throws {
        var tuning = ServiceTuning()
        tuning.limits.headTime = .milliseconds(50)
        tuning.limits.bodyTime = .milliseconds(50)
        try await withService(tuning: tuning) { service in
            let texts = [
                "GET /api/health HTT", "\(Self.head)\(service.authorization)\r\nContent-Length: 100\r\n\r\n{",
            ]
            for text in texts {
                let reply = try await service.exchange(text)
                #expect(reply.verdict == "408 request_timeout", "\(text)")
                #expect(reply.hasCommonFields)
            }
        }
    }

    @Test func `one connection too many is 503 overloaded`() async throws {
        var tuning = ServiceTuning()
        tuning.limits.connections = 1
        try await withService(tuning: tuning) { service in
            let port = service.port
            let reply = try await onThread {
                let first = try SocketClient(port: port)
                #expect(try first.request("GET", "/api/health").status == 200)
                return try SocketClient(port: port).receiveResponse()
            }
            #expect(reply.verdict == "503 overloaded")
            #expect(reply.json["error"]["type"] == "api_error")
            #expect(reply.field("retry-after") == "1")
            #expect(reply.hasCommonFields)
        }
    }

    @Test func `HTTP 1.0 is answered and closed`() async throws {
        try await withService { service in
            let key = service.authorization
            try await service.connected { client in
                try client.send("GET /api/checkout/sessions HTTP/1.0\r\n\(key)\r\n\r\n")
                let reply = try client.receiveResponse()
                #expect(reply.status == 200)
                #expect(reply.field("connection") == "close")
                #expect(try client.isClosedByServer())
            }
        }
    }

    @Test func `a large body is refused before it is sent, and its reply is not lost to what was`() async throws {
        try await withService { service async throws in
            let head = "\(Self.head)\(service.authorization)\r\n"
            let tooLong = (1 << 20) + 1
            let announced = try await service.exchange("\(head)Content-Length: \(tooLong)\r\n\r\n")
            #expect(announced.verdict == "413 body_too_large")
            let sent = try await service.exchange(
                "\(head)Content-Length: \(tooLong)\r\n\r\n" + String(repeating: " ", count: tooLong)
            )
            #expect(sent.verdict == "413 body_too_large")
            let chunk = "10000\r\n" + String(repeating: " ", count: 0x10000) + "\r\n"
            let chunked = try await service.exchange(
                "\(head)Transfer-Encoding: chunked\r\n\r\n" + String(repeating: chunk, count: 17)
            )
            #expect(chunked.verdict == "413 body_too_large")
        }
    }

    @Test func `a body of exactly 1 MiB is taken, in one piece and in chunks`() async throws {
        try await withService { service async throws in
            let body = Sample.payment + String(repeating: " ", count: (1 << 20) - Sample.payment.utf8.count)
            #expect(try await service.create(body).status == 201)
            let half = body.utf8.count / 2
            let chunks = [body.prefix(half), body.suffix(body.utf8.count - half)]
            let text = chunks.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
            let head = "\(Self.head)\(service.authorization)\r\nTransfer-Encoding: chunked\r\n\r\n"
            #expect(try await service.exchange("\(head)\(text)0\r\n\r\n").status == 201)
        }
    }

    @Test func `pipelined requests are answered in order`() async throws {
        try await withService { service in
            let head = "\(Self.head)\(service.authorization)\r\n"
            let bodies = (0..<20).map { Sample.payment(reference: "r\($0)") }
            let references = try await service.connected { client in
                try client.send(bodies.map { "\(head)Content-Length: \($0.utf8.count)\r\n\r\n\($0)" }.joined())
                return try bodies.map { _ in try client.receiveResponse().json["client_reference_id"].text }
            }
            #expect(references == (0..<20).map { "r\($0)" })
        }
    }
}
