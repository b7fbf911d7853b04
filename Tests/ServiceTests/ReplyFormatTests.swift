import TestTools
import Testing

/// What every reply carries, and how every refusal looks.
struct ReplyFormatTests {
    @Test func `every reply carries a request id of its own and the common fields`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let sessions = RunningService.sessions
            var replies = [
                try await service.create(idempotencyKey: "k"), try await service.create(idempotencyKey: "k"),
                try await service.create("{}", idempotencyKey: "k"), try await service.read(id),
                try await service.list(), try await service.change(id, "expire"),
                try await service.change(id, "cancel"), try await service.list(as: .nobody),
                try await service.get("/api/nothing"), try await service.call("PUT", sessions),
                try await service.call("POST", sessions, body: "x", type: "text/plain"),
                try await service.get("/api/health"), try await service.get("/openapi.json"),
            ]
            replies.append(try await service.exchange("GET / HTTP/9\r\n\r\n"))
            #expect(
                replies.map(\.status) == [201, 201, 409, 200, 200, 200, 400, 401, 404, 405, 415, 200, 200, 400]
            )
            for reply in replies {
                #expect(reply.hasCommonFields, "\(reply.status)")
                let requestID = reply.field("request-id") ?? ""
                #expect(requestID.wholeMatch(of: /req_[0-9A-Za-z]{11}/) != nil, "\(requestID)")
                if reply.status >= 400 {
                    #expect(reply.json["error"]["request_id"] == .string(requestID))
                }
            }
            #expect(Set(replies.map { $0.field("request-id") }).count == replies.count)
        }
    }

    @Test func `a refusal has its members in the documented order`() async throws {
        try await withService { service in
            let body = Sample.payment.replacing(#""currency":"usd","#, with: "")
            let reply = try await service.create(body)
            let error = reply.json["error"]
            #expect(reply.verdict == "400 parameter_missing")
            #expect(error["type"] == "invalid_request_error")
            #expect(error["param"] == "line_items[0].price_data.currency")
            #expect(error["message"].text.contains("currency"))
            #expect(error.names == ["code", "message", "param", "request_id", "type"])
            let expected = """
                {"error":{"type":"invalid_request_error","code":"parameter_missing",\
                "message":"\(error["message"].text)",\
                "param":"line_items[0].price_data.currency","request_id":"\(reply.field("request-id") ?? "")"}}
                """
            #expect(reply.text == expected)
        }
    }

    @Test func `several wrong fields are all listed, the first of the table first and unknown ones last`() async throws
    {
        try await withService { service in
            let body = #"""
                {"surplus":1,"expires_in_seconds":1,"cancel_url":"ftp://x","line_items":[{"extra":{},"price_data":\#
                {"product_data":{"name":""},"currency":"xxx","unit_amount":0}}],"mode":"gift"}
                """#
            let reply = try await service.create(body)
            let price = "line_items[0].price_data"
            let expected = [
                "mode parameter_invalid", "\(price).currency parameter_invalid",
                "\(price).product_data.name parameter_invalid", "\(price).unit_amount parameter_invalid",
                "success_url parameter_missing", "cancel_url parameter_invalid",
                "expires_in_seconds parameter_invalid",
                "surplus parameter_unknown", "line_items[0].extra parameter_unknown",
            ]
            let errors = reply.json["error"]["errors"].elements
            #expect(errors.map { "\($0["param"].text) \($0["code"].text)" } == expected)
            for error in errors {
                #expect(error["type"] == "invalid_request_error")
                #expect(!error["message"].text.isEmpty)
            }
            #expect(reply.param == "mode")
            #expect(reply.code == "parameter_invalid")
            #expect(reply.json["error"]["message"] == errors.first?["message"])
        }
    }

    @Test func `more requests than a key's share are 429 with Retry-After, and other keys are not touched`()
        async throws
    {
        try await withService(["rate-limit": "2"]) { service in
            let request = "GET /api/checkout/sessions HTTP/1.1\r\nHost: h\r\n\(service.authorization)\r\n\r\n"
            let replies = try await service.connected { client in
                try client.send(String(repeating: request, count: 60))
                return try (0..<60).map { _ in try client.receiveResponse() }
            }
            #expect(replies.first?.status == 200)
            let refused = try #require(replies.first { $0.status == 429 })
            #expect(refused.code == "rate_limited")
            #expect(refused.json["error"]["type"] == "rate_limit_error")
            #expect(refused.field("retry-after") == "1")
            #expect(refused.hasCommonFields)
            #expect(try await service.list(as: .live).status == 200)
            #expect(try await service.get("/api/health", as: .nobody).status == 200)
        }
    }
}

extension SocketResponse {
    /// The fields that all replies of the API have.
    var hasCommonFields: Bool {
        field("request-id") != nil && field("content-type") == "application/json" && field("date") != nil
            && field("cache-control") == "no-store" && field("x-content-type-options") == "nosniff"
    }
}
