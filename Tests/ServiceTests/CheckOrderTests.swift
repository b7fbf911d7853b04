import TestTools
import Testing

/// Where a request is wrong in two ways, the earlier check is the one that speaks.
struct CheckOrderTests {
    private static let large = (1 << 20) + 1

    @Test func `framing comes before the key, and the key before everything else`() async throws {
        try await withService { service async throws in
            let head = "POST /api/checkout/sessions HTTP/1.1\r\nHost: h\r\n"
            let table: [(String, String)] = [
                ("400 parameter_invalid", "\(head)Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
                ("401 api_key_invalid", "\(head)Content-Length: \(Self.large)\r\n\r\n"),
                ("401 api_key_invalid", "\(head)Content-Length: 3\r\nContent-Type: text/plain\r\n\r\nabc"),
                ("401 api_key_invalid", "\(head)Content-Length: 1\r\nContent-Type: application/json\r\n\r\n{"),
                (
                    "401 api_key_invalid",
                    "POST /api/nothing HTTP/1.1\r\nHost: h\r\nContent-Length: \(Self.large)\r\n\r\n"
                ),
                ("401 api_key_invalid", "OPTIONS /api/checkout/sessions HTTP/1.1\r\nHost: h\r\n\r\n"),
                ("401 api_key_invalid", "GET /api/checkout/sessions?limit=0 HTTP/1.1\r\nHost: h\r\n\r\n"),
            ]
            for (verdict, text) in table {
                #expect(try await service.exchange(text).verdict == verdict, "\(text)")
            }
        }
    }

    @Test func `path and method come before type and size, and type before size`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let sessions = RunningService.sessions
            let table: [(String, String)] = [
                ("404 path_unknown", "POST /api/nothing"), ("405 method_not_allowed", "PUT \(sessions)"),
                ("405 method_not_allowed", "POST \(sessions)/\(id)"), ("404 path_unknown", "POST /nothing"),
                ("415 unsupported_media_type", "POST \(sessions)"),
                ("415 unsupported_media_type", "POST \(sessions)/\(id)/expire"),
                ("415 unsupported_media_type", "POST \(sessions)/\(id)/cancel"),
            ]
            for (verdict, line) in table {
                let fields = "Content-Type: text/plain\r\nContent-Length: \(Self.large)\r\n"
                let reply = try await service.exchange(
                    "\(line) HTTP/1.1\r\nHost: h\r\n\(service.authorization)\r\n\(fields)\r\n"
                )
                #expect(reply.verdict == verdict, "\(line)")
            }
        }
    }

    @Test func `type comes before JSON, and JSON before idempotency`() async throws {
        try await withService { service in
            #expect(try await service.create(idempotencyKey: "used").status == 201)
            let typed = try await service.call("POST", RunningService.sessions, body: "{", type: "text/plain")
            #expect(typed.verdict == "415 unsupported_media_type")
            #expect(try await service.create("{", idempotencyKey: "used").verdict == "400 body_invalid")
            let badKey = try await service.create("{", idempotencyKey: "")
            #expect(badKey.verdict == "400 body_invalid")
        }
    }

    @Test func `idempotency comes before fields, and fields before state`() async throws {
        try await withService { service in
            let id = try await service.create(idempotencyKey: "used").json["id"].text
            for body in ["{}", "[]", Sample.payment(with: #""surplus":1"#)] {
                #expect(
                    try await service.create(body, idempotencyKey: "used").verdict == "409 idempotency_key_reused"
                )
            }
            let conflict = try await service.change(id, "expire", idempotencyKey: "used", body: #"{"a":1}"#)
            #expect(conflict.verdict == "409 idempotency_key_reused")
            let nobody = "cs_00000000000000000000000000"
            let unknown = try await service.change(nobody, "expire", idempotencyKey: "used")
            #expect(unknown.verdict == "409 idempotency_key_reused")
            #expect(try await service.change(id, "expire").status == 200)
            #expect(try await service.change(id, "expire", body: #"{"a":1}"#).verdict == "400 parameter_unknown")
            #expect(try await service.change(id, "cancel").verdict == "400 session_not_open")
        }
    }
}
