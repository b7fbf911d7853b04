import CheckoutEngine
import TestTools
import Testing

@testable import opencheckout

/// Every row of the idempotency table.
struct IdempotencyTests {
    @Test func `a repeated create is the first reply byte for byte, under a request id of its own`() async throws {
        try await withService { service in
            let first = try await service.create(idempotencyKey: "order-1")
            #expect(first.status == 201)
            #expect(first.field("idempotent-replayed") == nil)
            service.clock.advance(seconds: 10)
            let again = try await service.create(idempotencyKey: "order-1")
            #expect(again.status == 201)
            #expect(again.body == first.body)
            #expect(again.field("idempotent-replayed") == "true")
            #expect(again.field("request-id") != first.field("request-id"))
            #expect(try await service.list().ids.count == 1)
        }
    }

    @Test func `a body counts as parsed, not as spelled`() async throws {
        try await withService { service in
            let body = #"{"metadata":{"a":1.0,"b":"é/"},"# + Sample.payment.dropFirst()
            let first = try await service.create(body, idempotencyKey: "k")
            let same = [
                body.replacing(#"":"#, with: "\" :\n\t").replacing(",", with: " , "),
                body.replacing(#""b":"é/""#, with: #""b":"\u00e9\/""#),
                body.replacing(#""a":1.0,"b":"é/""#, with: #""b":"é/","a":1.0"#),
                body.replacing(#""mode""#, with: #""m\u006fde""#),
                "{" + Sample.payment.dropFirst().dropLast() + #","metadata":{"a":1.0,"b":"é/"}}"#,
            ]
            for text in same {
                let reply = try await service.create(text, idempotencyKey: "k")
                #expect(reply.field("idempotent-replayed") == "true", "\(text)")
                #expect(reply.body == first.body)
            }
            let charset = try await service.call(
                "POST",
                "\(RunningService.sessions)?unheard=of",
                [("Idempotency-Key", "k")],
                body: body,
                type: "application/json; charset=utf-8"
            )
            #expect(charset.body == first.body, "the query does not count")
            let other = [
                body.replacing("1.0", with: "1.00"), body.replacing("1.0", with: #""1.0""#),
                body.replacing("1.0", with: "10e-1"), body.replacing("é", with: "e\u{301}"),
                body.replacing("2000", with: "2001"), Sample.payment,
                body.replacing(#""quantity":2"#, with: #""quantity":null"#),
            ]
            for text in other {
                let reply = try await service.create(text, idempotencyKey: "k")
                #expect(reply.verdict == "409 idempotency_key_reused", "\(text)")
                #expect(reply.json["error"]["type"] == "idempotency_error")
            }
            #expect(try await service.list().ids.count == 1)
        }
    }

    @Test func `a key is for one path`() async throws {
        try await withService { service in
            let ids = try await service.makeSessions(2)
            #expect(try await service.change(ids[0], "expire", idempotencyKey: "k").status == 200)
            for (id, verb) in [(ids[0], "cancel"), (ids[1], "expire")] {
                #expect(
                    try await service.change(id, verb, idempotencyKey: "k").verdict == "409 idempotency_key_reused"
                )
            }
            #expect(try await service.create(idempotencyKey: "k").verdict == "409 idempotency_key_reused")
            #expect(try await service.create("{}", idempotencyKey: "k").verdict == "409 idempotency_key_reused")
            #expect(try await service.read(ids[1]).json["status"] == "open")
        }
    }

    @Test(arguments: ["expire", "cancel"])
    func `a repeated change is replayed, and no body is the same as an empty object`(verb: String) async throws {
        try await withService { service in
            let id = try await service.makeSession()
            let first = try await service.change(id, verb, idempotencyKey: "k")
            #expect(first.status == 200)
            for body in ["", "{}", " { }\n"] {
                let again = try await service.change(id, verb, idempotencyKey: "k", body: body)
                #expect(again.status == 200)
                #expect(again.body == first.body)
                #expect(again.field("idempotent-replayed") == "true")
            }
            #expect(try await service.change(id, verb).verdict == "400 session_not_open")
            #expect(try await service.change(id, verb, idempotencyKey: "l").verdict == "400 session_not_open")
        }
    }

    @Test func `a replay is history: it may say open of a session that has ended`() async throws {
        try await withService { service in
            let first = try await service.create(idempotencyKey: "k")
            let id = first.json["id"].text
            _ = try await service.change(id, "cancel")
            let again = try await service.create(idempotencyKey: "k")
            #expect(again.body == first.body)
            #expect(again.json["status"] == "open")
            #expect(try await service.read(id).json["status"] == "canceled")
        }
    }

    @Test func `what was not a 2xx is not remembered`() async throws {
        try await withService { service in
            #expect(try await service.create("{}", idempotencyKey: "k").status == 400)
            #expect(try await service.create("{", idempotencyKey: "k").status == 400)
            let unknown = String(repeating: "0", count: 26)
            #expect(try await service.change("cs_\(unknown)", "expire", idempotencyKey: "k").status == 404)
            let ended = try await service.makeSession()
            _ = try await service.change(ended, "expire")
            #expect(try await service.change(ended, "cancel", idempotencyKey: "k").status == 400)
            let first = try await service.create(idempotencyKey: "k")
            #expect(first.status == 201)
            #expect(first.field("idempotent-replayed") == nil)
            #expect(try await service.create("{}", idempotencyKey: "k").status == 409)
        }
    }

    @Test func `a key is remembered for 24 hours from its first use`() async throws {
        try await withService { service in
            let first = try await service.create(idempotencyKey: "k")
            service.clock.advance(seconds: 43_200)
            #expect(try await service.create(idempotencyKey: "k").body == first.body)
            service.clock.advance(seconds: 43_199)
            await service.engine.doDueWork()
            #expect(try await service.create(idempotencyKey: "k").body == first.body)
            service.clock.advance(seconds: 1)
            let fresh = try await service.create(Sample.donation, idempotencyKey: "k")
            #expect(fresh.status == 201)
            #expect(fresh.field("idempotent-replayed") == nil)
            await service.engine.doDueWork()
            #expect(try await service.create(Sample.donation, idempotencyKey: "k").body == fresh.body)
        }
    }

    @Test func `a key is scoped to merchant and mode`() async throws {
        try await withService { service in
            let other = try await service.makeMerchant("Other")
            let senders = [Sender.test, .live, .key(other.testKey), .key(other.liveKey)]
            var ids: Set<String> = []
            for sender in senders {
                let reply = try await service.create(as: sender, idempotencyKey: "k")
                #expect(reply.status == 201, "\(sender)")
                #expect(reply.field("idempotent-replayed") == nil)
                ids.insert(reply.json["id"].text)
            }
            #expect(ids.count == 4)
            let second = try await service.operate(
                .createKey(merchant: service.merchant?.id ?? "", mode: "test", name: "second")
            )
            let key = try JSONValue(parsing: second.json)["key"].text
            #expect(
                try await service.create(as: .key(key), idempotencyKey: "k").field("idempotent-replayed") == "true"
            )
        }
    }

    @Test func `a key has 1 to 255 printable ASCII characters in one header`() async throws {
        try await withService { service in
            let long = String(repeating: "k", count: 255)
            for key in ["k", long, "two words", "!\"#~", "550e8400-e29b-41d4-a716-446655440000"] {
                #expect(try await service.create(idempotencyKey: key).status == 201, "\(key)")
            }
            for key in ["", " ", long + "k", "clé", "a\tb"] {
                let reply = try await service.create(idempotencyKey: key)
                #expect(reply.verdict == "400 parameter_invalid", "\(key)")
                #expect(reply.param == "Idempotency-Key")
            }
            let twice = [("Idempotency-Key", "k"), ("Idempotency-Key", "k")]
            let reply = try await service.call("POST", RunningService.sessions, twice, body: Sample.payment)
            #expect(reply.verdict == "400 parameter_invalid")
            let id = try await service.makeSession()
            let change = try await service.change(id, "expire", idempotencyKey: "")
            #expect(change.verdict == "400 parameter_invalid")
            #expect(try await service.read(id).json["status"] == "open")
            let read = try await service.call("GET", "\(RunningService.sessions)/\(id)", twice)
            #expect(read.status == 200, "keys are for POSTs")
        }
    }
}
