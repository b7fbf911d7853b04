import Checkout
import CheckoutEngine
import Cryptography
import Simulation
import TestTools
import Testing

@testable import opencheckout

/// `/api/subscriptions`: read, listed, canceled, and told of.
struct SubscriptionTests {
    private static let path = "/api/subscriptions"

    @Test func `a paid session names its subscription, which is read with what the session was made with`() async throws
    {
        try await withService { service in
            let session = try await service.subscribe()
            let shown = try await service.read(session)
            #expect(shown.json["status"] == "completed")
            let id = shown.json["subscription"].text
            #expect(id == "sub_" + session.dropFirst(3))
            let reply = try await service.get("\(Self.path)/\(id)")
            #expect(reply.status == 200)
            #expect(
                reply.text
                    == #"{"id":"\#(id)","object":"subscription","status":"active","session":"\#(session)","#
                    + #""customer_wallet":"https://bank.example/alice","amount":4000,"currency":"usd","#
                    + #""interval":"month","interval_count":1,"current_period_start":"2026-06-15T11:59:00Z","#
                    + #""current_period_end":"2026-07-15T11:59:00Z","next_charge_at":"2026-07-15T12:00:00Z","#
                    + #""cycles_paid":1,"metadata":{"plan":"gold"},"created_at":"2026-06-15T12:00:00Z","#
                    + #""canceled_at":null,"cancel_reason":null}"#
            )
            let head = try await service.call("HEAD", "\(Self.path)/\(id)")
            #expect(head.status == 200 && head.body.isEmpty)
        }
    }

    @Test func `a cancel is answered with the object, replayed under its key, and refused the second time`()
        async throws
    {
        try await withService { service in
            let id = "sub_" + (try await service.subscribe().dropFirst(3))
            let path = "\(Self.path)/\(id)/cancel"
            service.clock.advance(seconds: 60)
            let first = try await service.call("POST", path, [("Idempotency-Key", "c-1")])
            #expect(first.status == 200)
            #expect(first.json["status"] == "canceled" && first.json["cancel_reason"] == "merchant")
            #expect(first.json["canceled_at"] == ManualClock.text(after: 60))
            #expect(first.json["next_charge_at"] == .null)
            let again = try await service.call("POST", path, [("Idempotency-Key", "c-1")], body: "{}")
            #expect(again.body == first.body && again.field("idempotent-replayed") == "true")
            #expect(try await service.call("POST", path).verdict == "400 subscription_canceled")
            let other = try await service.call("POST", path, [("Idempotency-Key", "c-1")], body: #"{"now":true}"#)
            #expect(other.verdict == "409 idempotency_key_reused")
            #expect(try await service.get("\(Self.path)/\(id)").body == first.body)
        }
    }

    @Test func `what is wrong with a request is said, and nothing is canceled`() async throws {
        try await withService { service in
            let id = "sub_" + (try await service.subscribe().dropFirst(3))
            let path = "\(Self.path)/\(id)/cancel"
            #expect(try await service.call("POST", path, body: #"{"at":1}"#).verdict == "400 parameter_unknown")
            #expect(try await service.call("POST", path, body: "[]").verdict == "400 body_invalid")
            #expect(try await service.call("POST", path + "?x=1").verdict == "400 parameter_unknown")
            #expect(try await service.call("POST", path, body: "{}", type: "text/plain").status == 415)
            #expect(try await service.get("\(Self.path)/\(id)?x=1").verdict == "400 parameter_unknown")
            for (query, code) in [
                ("status=open", "parameter_invalid"), ("limit=0", "parameter_invalid"),
                ("cursor=x", "parameter_invalid"),
                ("state=active", "parameter_unknown"), ("status=", "parameter_invalid"),
            ] {
                #expect(try await service.get("\(Self.path)?\(query)").verdict == "400 \(code)", "\(query)")
            }
            #expect(try await service.get("\(Self.path)/\(id)").json["status"] == "active")
        }
    }

    @Test func `another merchant's and another mode's look like none`() async throws {
        try await withService { service in
            let session = try await service.subscribe()
            let id = "sub_" + session.dropFirst(3)
            let other = try await service.makeMerchant("Other")
            for sender in [Sender.key(other.testKey), .live] {
                for verb in ["", "/cancel"] {
                    let method = verb.isEmpty ? "GET" : "POST"
                    let reply = try await service.call(method, "\(Self.path)/\(id)\(verb)", as: sender)
                    #expect(reply.verdict == "404 resource_missing")
                }
                #expect(try await service.get(Self.path, as: sender).json["data"] == .array([]))
            }
            #expect(try await service.get(Self.path, as: .nobody).verdict == "401 api_key_invalid")
            for other in [session, "evt_" + session.dropFirst(3), id + "0", "sub_", "sub_x"] where other != "sub_" {
                #expect(try await service.get("\(Self.path)/\(other)").verdict == "404 resource_missing", "\(other)")
            }
            for path in ["/", "/\(id)/", "//cancel", "/\(id)/expire"] {
                #expect(try await service.get(Self.path + path).verdict == "404 path_unknown", "\(path)")
            }
        }
    }

    @Test func `lists go page by page, newest first, by status, and over a restart`() async throws {
        let world = try TestWorld()
        let (made, first) = try await world.serve { service in
            var made: [String] = []
            for _ in 0..<5 { made.append("sub_" + (try await service.subscribe().dropFirst(3))) }
            _ = try await service.call("POST", "\(Self.path)/\(made[1])/cancel")
            return (made, try await service.get("\(Self.path)?limit=2&status=active"))
        }
        #expect(first.json["url"] == "/api/subscriptions" && first.json["has_more"] == true)
        try await world.serve { service in
            let second = try await service.get("\(Self.path)?limit=9&cursor=\(first.cursor)")
            #expect(first.ids + second.ids == [made[4], made[3], made[2], made[0]])
            #expect(second.json["has_more"] == false)
            #expect(try await service.get("\(Self.path)?status=canceled").ids == [made[1]])
            let mixed = try await service.get("\(Self.path)?status=canceled&cursor=\(first.cursor)")
            #expect(mixed.verdict == "400 parameter_invalid")
            // A cursor of one list is none of another.
            #expect(try await service.list("cursor=\(first.cursor)").verdict == "400 parameter_invalid")
            #expect(try await service.get("/api/events?cursor=\(first.cursor)").verdict == "400 parameter_invalid")
        }
    }

    @Test func `its events are listed with the object as it was then`() async throws {
        try await withService(["allow-local-webhooks": "true"]) { service in
            let hook = #"{"url":"http://127.0.0.1:9/"}"#
            #expect(try await service.call("POST", "/api/webhook_settings", body: hook).status == 200)
            let session = try await service.subscribe()
            let id = "sub_" + session.dropFirst(3)
            let made = try await service.get("\(Self.path)/\(id)")
            _ = try await service.call("POST", "\(Self.path)/\(id)/cancel")
            let events = try await service.get("/api/events?session=\(session)")
            #expect(events.ids == ["0002", "0001", ""].map { "evt_" + session.dropFirst(3) + $0 })
            let created = try await service.get("/api/events/\(events.ids[1])")
            #expect(created.json["type"] == "subscription.created" && created.json["session"] == .string(session))
            let body = created.json["body"].text
            #expect(
                body
                    == made.text.dropLast() + #","type":"subscription.created","event_id":"\#(events.ids[1])"}"#
            )
            let types = try await service.get("/api/events?type=subscription.canceled")
            #expect(types.ids == [events.ids[0]])
        }
    }
}

extension RunningService {
    /// Makes a session that sells a subscription and pays it, without wallets.
    fileprivate func subscribe() async throws -> String {
        let body = Sample.subscription.replacing(
            #""cancel_url":"#,
            with: #""metadata":{"plan":"gold"},"cancel_url":"#
        )
        let text = try await makeSession(body)
        let id = try #require(SessionID(parsing: text.utf8))
        while true {
            let current = try #require(try await engine.payment(of: id))
            if current.attempt?.stage == .closed { return text }
            let random = engine.random.next128()
            let step = PaymentStory.step(after: current, at: engine.clock.now(), callback: random, forward: true)
            _ = try await engine.advance(try #require(step))
        }
    }
}
