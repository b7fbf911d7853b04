import TestTools
import Testing

@testable import SandboxWallet

@Suite struct TestRouteTests {
    @Test func `the clock goes forward, and what was due is settled at its time`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            _ = try provider.order("settings", #"{"settlement":60000}"#)
            let token = try client.outgoingToken("alice")
            let receiver = try client.incomingPayment(expiresAt: "2026-06-15T12:02:00Z")
            _ = try client.pay("alice", quote: client.quote("alice", receiver).text("id"), token: token)
            // The payment settles after a minute, the receiver expires after two: both lie behind the jump.
            let moved = try provider.order("clock", #"{"seconds":3600}"#)
            #expect(try moved.text("now") == "2026-06-15T13:00:00Z")
            #expect(provider.sandbox.balance(ofWallet: "shop") == 2500)
            #expect(try client.incomingPayment().isEmpty == false, "signatures are held against the real clock")
            #expect(try provider.order("clock", #"{"seconds":-1}"#).status == 400)
        }
    }

    @Test func `a fault strikes the calls it is for, so many times`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let rule = #"{"wallet":"alice","operation":"wallet-address","action":"refuse","skip":1,"times":2}"#
            #expect(try provider.order("faults", rule).status == 200)
            #expect(try client.document(of: "eve").status == 200)
            let statuses = try (0..<4).map { _ in try client.document(of: "alice").status }
            #expect(statuses == [200, 503, 503, 200])
        }
    }

    @Test func `a fault refuses or drops before the work, and fails or loses behind it`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.incomingToken()
            func count() throws -> Int? {
                let list = "\(provider.baseURL)/op/incoming-payments?wallet-address=\(client.credentials.address)"
                return try client.send("GET", list, token: token).count("result")
            }
            func order(_ action: String) throws {
                let rule = #"{"operation":"create-incoming-payment","action":"\#(action)","status":500}"#
                #expect(try provider.order("faults", rule).status == 200)
            }
            for (action, made) in [("refuse", 0), ("fail", 1)] {
                try order(action)
                #expect(throws: SocketClientError.self) { try client.incomingPayment(token: token) }
                #expect(try count() == made)
            }
            for (action, made) in [("drop", 1), ("lose", 2)] {
                try order(action)
                #expect(throws: SocketClientError.self) { try client.incomingPayment(token: token) }
                #expect(try count() == made)
            }
            let events = try provider.send("GET", "/_sandbox/events").response.text
            #expect(events.contains(#""event":"fault","wallet":"shop","detail":"create-incoming-payment lose""#))
        }
    }

    @Test(arguments: [
        #"{"action":"explode"}"#, #"{"action":"refuse","status":200}"#, #"{"action":"refuse","times":0}"#,
        #"{"action":"refuse","operation":"dance"}"#, #"{"action":"refuse","colour":"red"}"#, "{}", "[]", "{",
    ])
    func `a rule that makes no sense is refused`(_ rule: String) async throws {
        try await withProvider { provider in
            let reply = try provider.order("faults", rule)
            #expect(reply.status == 400)
        }
    }

    @Test func `the ledger tells every movement, and its books come to nothing`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let quote = try client.quote("eve", client.incomingPayment()).text("id")
            _ = try client.pay("eve", quote: quote, token: client.outgoingToken("eve"))
            let ledger = try provider.send("GET", "/_sandbox/ledger")
            let last = try #require(ledger.count("transactions")) - 1
            #expect(try ledger.text("transactions.\(last).reason").hasPrefix("payment "))
            #expect(try ledger.text("transactions.\(last).movements.0.from") == "eve")
            #expect(try ledger.text("transactions.\(last).movements.0.to") == "exchange:EUR/2")
            #expect(try ledger.text("transactions.\(last).movements.0.amount.value") == "2296")
            #expect(try ledger.text("transactions.\(last).movements.1.to") == "shop")
        }
    }

    @Test func `a reset forgets all but keys and address`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.incomingToken()
            let receiver = try client.incomingPayment(token: token)
            _ = try provider.order("top-up", #"{"wallet":"alice","value":"500"}"#)
            #expect(provider.sandbox.balance(ofWallet: "alice") == 1_000_500)
            #expect(try provider.order("reset").status == 200)
            #expect(provider.sandbox.balance(ofWallet: "alice") == 1_000_000)
            #expect(try client.send("GET", receiver, token: token).status == 403)
            #expect(try client.incomingPayment().hasPrefix(provider.baseURL))
        }
    }

    @Test func `no other site's form can give an order`() async throws {
        try await withProvider { provider in
            for type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
                let body = #"{"wallet":"alice","value":"500"}"#
                let reply = try provider.send("POST", "/_sandbox/top-up", [("Content-Type", type)], body: body)
                #expect(reply.status == 400)
            }
            #expect(try provider.send("DELETE", "/_sandbox/top-up").status == 405)
            #expect(provider.sandbox.balance(ofWallet: "alice") == 1_000_000)
        }
    }

    @Test(arguments: [
        ("top-up", #"{"wallet":"alice","value":"0"}"#), ("top-up", #"{"wallet":"nobody","value":"1"}"#),
        ("top-up", #"{"wallet":"alice","value":"18446744073709551615"}"#), ("settings", #"{"wait":-1}"#),
        ("settings", #"{"hash":"hex"}"#), ("settings", #"{"lenient":"yes"}"#), ("clock", #"{"seconds":34560001}"#),
        ("interactions", #"{"redirect":"https://other.example/a/b","choice":"accept"}"#), ("reset", #"{"all":true}"#),
    ])
    func `an order that makes no sense is refused`(_ name: String, _ json: String) async throws {
        try await withProvider { provider in
            let reply = try provider.order(name, json)
            #expect(reply.status == 400)
        }
    }

    @Test func `the lenient switch can be thrown while it runs`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            func ask() throws -> Int {
                let json = """
                    {"access_token":{"access":[{"type":"quote","actions":["create"]}]},\
                    "client":"\(client.credentials.address)"}
                    """
                return
                    try client.send("POST", provider.baseURL + "/auth", json: json) { fields in
                        let place = fields.firstIndex { $0.0 == "Signature" } ?? 0
                        fields[place].1 = fields[place].1.replacing(":", with: "")
                    }
                    .status
            }
            #expect(try ask() == 401)
            _ = try provider.order("settings", #"{"lenient":true}"#)
            #expect(try ask() == 200)
        }
    }
}
