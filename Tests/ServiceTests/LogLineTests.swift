import TestTools
import Testing

/// What operators can find of a request in the log.
struct LogLineTests {
    @Test func `the line of a request carries the id that its reply carries, and nothing secret`() async throws {
        let lines = LogLines()
        var tuning = ServiceTuning()
        tuning.logLines = lines
        try await withService(["log-level": "debug"], tuning: tuning) { service in
            let replies = [
                try await service.create(idempotencyKey: "order-77"), try await service.create("{}"),
                try await service.list(as: .nobody), try await service.call("PUT", RunningService.sessions),
                try await service.exchange("GET / HTTP/9.9\r\n\r\n"),
            ]
            let logged = lines.all("request")
            for reply in replies {
                let line = try #require(logged.first { $0["request_id"] == reply.field("request-id") })
                #expect(line["status"] == "\(reply.status)")
                #expect(line["level"] == "debug")
            }
            #expect(logged.first?["route"] == "POST /api/checkout/sessions")
            #expect(logged.first?["client"] == "127.0.0.1")
            let text = logged.description
            let key = try #require(service.merchant?.testKey)
            #expect(
                !text.contains(key) && !text.contains("sk_") && !text.contains("order-77") && !text.contains("cs_")
            )
        }
    }

    @Test func `the client is whom a trusted proxy names, and nobody else is believed`() async throws {
        let table: [(proxy: String?, header: String?, client: String)] = [
            ("127.0.0.0/8", "203.0.113.7", "203.0.113.7"), ("127.0.0.1", "1.2.3.4, 203.0.113.7", "203.0.113.7"),
            ("10.0.0.0/8", "203.0.113.7", "127.0.0.1"), ("::/0", "203.0.113.7", "127.0.0.1"),
            (nil, "203.0.113.7", "127.0.0.1"), ("0.0.0.0/0", nil, "127.0.0.1"),
        ]
        for (proxy, header, client) in table {
            let lines = LogLines()
            var tuning = ServiceTuning()
            tuning.logLines = lines
            var options = ["log-level": "debug"]
            options["trusted-proxy"] = proxy
            try await withService(options, tuning: tuning) { service in
                let headers = header.map { [("X-Forwarded-For", $0)] } ?? []
                _ = try await service.call("GET", "/api/health", as: .nobody, headers)
                #expect(
                    lines.all("request").map(\.["client"]) == [client],
                    "\(proxy ?? "none") \(header ?? "none")"
                )
            }
        }
    }

    @Test func `at the usual level only what failed here is logged`() async throws {
        let lines = LogLines()
        var tuning = ServiceTuning()
        tuning.logLines = lines
        tuning.idempotencyMemoryBytes = 0
        try await withService(tuning: tuning) { service in
            _ = try await service.create()
            _ = try await service.create("{}")
            let refused = try await service.create(idempotencyKey: "k")
            #expect(refused.status == 503)
            let logged = lines.all("request")
            #expect(logged.map(\.["request_id"]) == [refused.field("request-id")])
            #expect(logged.first?["level"] == "warning")
        }
    }
}
