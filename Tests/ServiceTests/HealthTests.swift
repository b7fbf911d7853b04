import TestTools
import Testing

/// `GET /api/health` and `/openapi.json`: what anybody may ask.
struct HealthTests {
    @Test func `a healthy service says so to anybody`() async throws {
        try await withService { service in
            let reply = try await service.get("/api/health", as: .nobody)
            #expect(reply.status == 200)
            let shape = try Regex(#"\{"status":"healthy","uptime":[0-9]+,"version":"[^"]+"\}"#)
            #expect(reply.text.wholeMatch(of: shape) != nil, "\(reply.text)")
            let badKey = try await service.get("/api/health", as: .key("sk_test_nobody"))
            #expect(badKey.status == 200)
            #expect(reply.field("request-id")?.hasPrefix("req_") == true)
        }
    }

    @Test func `health and document take no query`() async throws {
        try await withService { service in
            for path in ["/api/health?verbose=1", "/openapi.json?pretty"] {
                let reply = try await service.get(path, as: .nobody)
                #expect(reply.verdict == "400 parameter_unknown", "\(path)")
            }
        }
    }

    @Test func `a step of the clock is a warning and is not followed`() async throws {
        try await withService { service in
            let id = try await service.makeSession()
            service.clock.step(seconds: 600)
            let within = try await service.get("/api/health", as: .nobody)
            #expect(within.json["warnings"] == .missing)
            service.clock.step(seconds: 90_000)
            let stepped = try await service.get("/api/health", as: .nobody)
            #expect(stepped.status == 200)
            #expect(stepped.json["status"] == "healthy")
            #expect(stepped.text.hasSuffix(#","warnings":["clock_stepped"]}"#))
            let session = try await service.read(id)
            #expect(session.json["status"] == "open", "no session ends by a clock that was set")
            service.clock.step(seconds: -90_000)
            let back = try await service.get("/api/health", as: .nobody)
            #expect(back.json["warnings"] == .missing)
        }
    }

    @Test func `a restart follows the clock that was set`() async throws {
        let world = try TestWorld()
        let id = try await world.serve { service in
            let id = try await service.makeSession()
            service.clock.step(seconds: 90_000)
            return id
        }
        try await world.serve { service in
            let health = try await service.get("/api/health", as: .nobody)
            #expect(health.json["warnings"] == .missing)
            let session = try await service.read(id)
            #expect(session.json["status"] == "expired")
        }
    }

    @Test func `a clock set back revives neither session nor key`() async throws {
        let world = try TestWorld()
        let id = try await world.serve { service in
            let id = try await service.create(idempotencyKey: "k").json["id"].text
            service.clock.advance(seconds: 86_400)
            #expect(try await service.read(id).json["status"] == "expired")
            service.clock.step(seconds: -80_000)
            #expect(try await service.read(id).json["status"] == "expired")
            let fresh = try await service.create(idempotencyKey: "k")
            #expect(fresh.field("idempotent-replayed") == nil)
            #expect(fresh.json["created_at"] == ManualClock.text(after: 86_400))
            return id
        }
        try await world.serve { service in
            #expect(try await service.read(id).json["status"] == "expired")
            let made = try await service.create()
            #expect(made.json["created_at"] == ManualClock.text(after: 86_400))
        }
    }

    @Test func `the document is served without a key and names every path`() async throws {
        try await withService { service in
            let reply = try await service.get("/openapi.json", as: .nobody)
            #expect(reply.status == 200)
            #expect(reply.field("content-type") == "application/json")
            let paths = reply.json["paths"]
            #expect(
                paths.names == [
                    "/api/checkout/sessions", "/api/checkout/sessions/{id}", "/api/checkout/sessions/{id}/cancel",
                    "/api/checkout/sessions/{id}/expire", "/api/events", "/api/events/resend", "/api/events/{id}",
                    "/api/events/{id}/resend", "/api/health", "/api/subscriptions", "/api/subscriptions/{id}",
                    "/api/subscriptions/{id}/cancel", "/api/webhook_settings", "/api/webhook_settings/roll",
                    "/api/webhook_settings/test", "/openapi.json",
                ]
            )
        }
    }
}
