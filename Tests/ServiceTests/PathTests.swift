import TestTools
import Testing

/// Which paths and methods there are, compared to the letter.
struct PathTests {
    @Test func `paths are compared literally`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let paths = [
                "/api/checkout/sessions/", "/api//checkout/sessions", "//api/checkout/sessions",
                "/api/checkout/Sessions",
                "/api/checkout/sessions/\(id)/", "/api/checkout//sessions/\(id)", "/api/checkout/sessions//\(id)",
                "/api/checkout/sessions/\(id)/expire/", "/api/checkout/sessions/\(id)//expire",
                "/api/./checkout/sessions",
                "/api/checkout/sessions/\(id)/../\(id)", "/%61pi/checkout/sessions", "/api/health/",
                "/openapi.json/",
                "/api/checkout/sessions/\(id)/expire/now", "/api/checkout/sessions//expire", "/api/checkout",
            ]
            for path in paths {
                #expect(try await service.get(path).verdict == "404 path_unknown", "\(path)")
            }
        }
    }

    @Test func `an identifier is compared literally too`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let digits = String(id.dropFirst(3))
            let ids = [
                id.replacing("_", with: "%5F"), id.lowercased() == id ? id.uppercased() : id.lowercased(),
                String(id.dropLast()), id + "0", digits, "cs_", "cs_\(String(digits.reversed()))0", "%20\(id)",
                "cs-\(digits)",
                // Another partition, a stripe behind the last, a random number beyond 128 bits.
                "cs_zz\(digits.dropFirst(2))", "cs_\(digits.prefix(2))zz\(digits.dropFirst(4))",
                "cs_\(digits.prefix(4))\(String(repeating: "z", count: 22))", "é", "sub_\(digits)", "..", "%00",
            ]
            for other in ids where other.utf8.allSatisfy({ $0 < 0x80 }) {
                #expect(try await service.read(other).verdict == "404 resource_missing", "\(other)")
                #expect(try await service.change(other, "expire").verdict == "404 resource_missing", "\(other)")
            }
            #expect(try await service.read(id).status == 200)
        }
    }

    @Test func `a wrong method is 405 with what is allowed`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let table = [
                (
                    "/api/checkout/sessions", "GET, HEAD, POST",
                    ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get"]
                ),
                ("/api/checkout/sessions/\(id)", "GET, HEAD", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]),
                ("/api/checkout/sessions/\(id)/expire", "POST", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]),
                ("/api/checkout/sessions/\(id)/cancel", "POST", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]),
                ("/api/subscriptions", "GET, HEAD", ["POST", "PUT", "DELETE", "OPTIONS"]),
                ("/api/subscriptions/sub_x", "GET, HEAD", ["POST", "PUT", "DELETE", "OPTIONS"]),
                ("/api/subscriptions/sub_x/cancel", "POST", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]),
                ("/api/health", "GET, HEAD", ["POST", "PUT", "DELETE", "OPTIONS"]),
                ("/openapi.json", "GET, HEAD", ["POST", "PUT", "DELETE", "OPTIONS"]),
            ]
            for (path, allowed, methods) in table {
                for method in methods {
                    let reply = try await service.call(method, path)
                    #expect(reply.status == 405, "\(method) \(path)")
                    #expect(reply.field("allow") == allowed, "\(method) \(path)")
                    guard method != "HEAD" else { continue }
                    #expect(reply.code == "method_not_allowed", "\(method) \(path)")
                    #expect(reply.json["error"]["type"] == "invalid_request_error")
                }
            }
            #expect(try await service.read(id).json["status"] == "open")
        }
    }

    @Test func `HEAD answers as GET without a body`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let authorization = service.authorization
            let paths = ["/api/checkout/sessions/\(id)", "/api/checkout/sessions", "/openapi.json", "/api/nothing"]
            for path in paths {
                let get = try await service.get(path)
                let head = try await service.connected { client in
                    try client.send("HEAD \(path) HTTP/1.1\r\nHost: h\r\n\(authorization)\r\n\r\n")
                    let head = try client.receiveResponse(toHead: true)
                    // The connection is still in step: nothing of a body came behind the head.
                    #expect(try client.request("GET", "/api/health").status == 200)
                    return head
                }
                #expect(head.status == get.status, "\(path)")
                #expect(head.field("content-length") == get.field("content-length"), "\(path)")
                #expect(head.field("content-type") == "application/json", "\(path)")
            }
        }
    }

    @Test func `a body on GET is read and ignored`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let (port, key) = (service.port, try #require(service.merchant?.testKey))
            try await onThread {
                let client = try SocketClient(port: port)
                let headers = [("Authorization", "Bearer \(key)"), ("Content-Type", "text/plain")]
                for _ in 0..<2 {
                    let path = "/api/checkout/sessions/\(id)"
                    let reply = try client.request("GET", path, headers, body: Array("no JSON at all".utf8))
                    #expect(reply.status == 200)
                }
            }
        }
    }
}
