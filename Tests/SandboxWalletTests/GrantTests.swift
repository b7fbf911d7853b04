import TestTools
import Testing

@testable import SandboxWallet

@Suite struct GrantTests {
    @Test func `what needs no consent is granted at once, with the access that was asked for`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let access = #"{"type":"quote","actions":["create","read"]}"#
            let grant = try client.grant(access)
            #expect(grant.status == 200)
            #expect(grant.members() == ["access_token", "continue"])
            #expect(grant.members("access_token") == ["access", "expires_in", "manage", "value"])
            #expect(grant.members("continue") == ["access_token", "uri"])
            #expect(grant.value("access_token.expires_in") as? Int == 600)
            #expect(try grant.text("access_token.access.0.type") == "quote")
            #expect(grant.members("access_token.access.0") == ["actions", "type"])
            #expect(try grant.text("continue.uri").hasPrefix(provider.baseURL + "/auth/continue/"))
        }
    }

    @Test func `a payment needs consent, and its call-back has a hash over what both sides know`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let grant = try client.outgoingGrant("alice")
            #expect(grant.members() == ["continue", "interact"])
            #expect(grant.members("interact") == ["finish", "redirect"])
            let redirect = try grant.text("interact.redirect")
            #expect(redirect.hasPrefix(provider.baseURL + "/auth/interact/"))
            #expect(redirect.contains("?clientName=Demo%20shop&clientUri=http%3A%2F%2F127.0.0.1"))
            let location = try provider.decide(redirect)
            #expect(location.hasPrefix("https://shop.example/back?order=1&hash="))
            let parts = location.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1)[1] }
            let hash = InteractionHash(
                clientNonce: "client-nonce",
                serverNonce: try grant.text("interact.finish"),
                reference: String(parts[2]),
                grantEndpoint: provider.baseURL + "/auth"
            )
            #expect(parts[1] == PercentEncoding.encode(hash.encoded(as: .base64)))
            #expect(try client.resume(grant, at: location).members() == ["access_token", "continue"])
            let again = try client.resume(grant, at: location)
            #expect(again.status == 401)
            #expect(try again.text("error.code") == "request_denied")
        }
    }

    @Test func `the hash can be written for URLs`() async throws {
        try await withProvider { provider in
            _ = try provider.order("settings", #"{"hash":"base64url"}"#)
            let client = try provider.client()
            let location = try provider.decide(client.outgoingGrant("alice").text("interact.redirect"))
            let hash = location.split(separator: "&")[1].dropFirst("hash=".count)
            #expect(hash.count == 43)
            #expect(!hash.contains("%"))
        }
    }

    @Test func `nobody continues before the time, with another reference, or without consent`() async throws {
        var settings = SandboxSettings.prompt
        settings.waitSeconds = 5
        try await withProvider(settings) { provider in
            let client = try provider.client()
            let grant = try client.outgoingGrant("alice")
            #expect(grant.value("continue.wait") as? Int == 5)
            let location = try provider.decide(grant.text("interact.redirect"))
            let early = try client.resume(grant, at: location)
            #expect(early.status == 400)
            #expect(try early.text("error.code") == "too_fast")
            provider.clock.advance(seconds: 5)
            let forged = try client.resume(grant, at: "&interact_ref=forged")
            #expect(forged.status == 404)
            #expect(try forged.text("error.code") == "invalid_continuation")
            #expect(try client.resume(grant, at: location).status == 200)
        }
    }

    @Test func `a refusal comes back without a hash, and nothing is granted`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let grant = try client.outgoingGrant("alice")
            let redirect = try grant.text("interact.redirect")
            #expect(
                try provider.decide(redirect, "reject") == "https://shop.example/back?order=1&result=grant_rejected"
            )
            #expect(
                try provider.decide(redirect).hasPrefix("https://shop.example/back?order=1&result=invalid_interaction")
            )
            #expect(try client.resume(grant, at: "&interact_ref=any").status == 404)
        }
    }

    @Test func `a client without a finish polls until somebody agrees`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let grant = try client.outgoingGrant("alice", finish: nil)
            #expect(grant.members("interact") == ["redirect"])
            func poll() throws -> Reply {
                try client.send(
                    "POST",
                    grant.text("continue.uri"),
                    token: grant.text("continue.access_token.value")
                )
            }
            #expect(try poll().members() == ["continue"])
            let order = #"{"redirect":"\#(try grant.text("interact.redirect"))","choice":"accept"}"#
            #expect(try provider.order("interactions", order).members() == ["location"])
            #expect(try poll().members() == ["access_token", "continue"])
            #expect(try poll().status == 401)
            let called = try client.outgoingGrant("alice")
            let token = try called.text("continue.access_token.value")
            #expect(try client.send("POST", called.text("continue.uri"), token: token).status == 401)
        }
    }

    @Test func `a canceled grant takes its tokens along, and is not canceled twice`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let access = #"{"type":"incoming-payment","actions":["create"],"identifier":"\#(provider.baseURL)/shop"}"#
            let grant = try client.grant(access)
            let uri = try grant.text("continue.uri")
            let token = try grant.text("continue.access_token.value")
            #expect(try client.send("DELETE", uri, token: "WRONG").status == 401)
            #expect(try client.send("DELETE", uri, token: token).status == 204)
            let again = try client.send("DELETE", uri, token: token)
            #expect(again.status == 401)
            #expect(try again.text("error.code") == "invalid_continuation")
            #expect(try client.send("DELETE", uri + "x", token: token).status == 404)
            let used = try client.send(
                "POST",
                provider.baseURL + "/op/incoming-payments",
                token: grant.text("access_token.value"),
                json: #"{"walletAddress":"\#(provider.baseURL)/shop"}"#
            )
            #expect(used.status == 403)
            #expect(try used.text("error.description") == "Inactive Token")
        }
    }

    @Test func `a token is rotated, even when it has expired, and the old one is dead at once`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let grant = try client.grant(#"{"type":"quote","actions":["create","read"]}"#)
            let manage = try grant.text("access_token.manage")
            let value = try grant.text("access_token.value")
            let receiver = try client.incomingPayment()
            #expect(try client.quote("alice", receiver, token: value).status == 201)
            provider.clock.advance(seconds: 600)
            #expect(try client.quote("alice", receiver, token: value).status == 403)
            let rotated = try client.send("POST", manage, token: value)
            #expect(rotated.members() == ["access_token"])
            let fresh = try rotated.text("access_token.value")
            #expect(try fresh != value && rotated.text("access_token.manage") != manage)
            #expect(try client.quote("alice", receiver, token: fresh).status == 201)
            #expect(try client.quote("alice", receiver, token: value).status == 403)
            let lost = try client.send("POST", manage, token: value)
            #expect(lost.status == 404)
            #expect(try lost.text("error.code") == "invalid_rotation")
            let next = try rotated.text("access_token.manage")
            #expect(try client.send("DELETE", next, token: value).status == 401)
            #expect(try client.send("DELETE", next, token: fresh).status == 204)
            #expect(try client.quote("alice", receiver, token: fresh).status == 403)
        }
    }

    @Test(arguments: [(600 + 30 * 86_400 - 1, 200), (600 + 30 * 86_400, 404)] as [(Int64, Int)])
    func `a token that nobody rotates for a month is forgotten`(_ seconds: Int64, _ status: Int) async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let grant = try client.grant(#"{"type":"quote","actions":["create"]}"#)
            provider.clock.advance(seconds: seconds)
            let manage = try grant.text("access_token.manage")
            let rotated = try client.send("POST", manage, token: grant.text("access_token.value"))
            #expect(rotated.status == status)
        }
    }

    @Test func `a person may say that a wallet address is theirs`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let json = """
                {"subject":{"sub_ids":[{"id":"\(provider.baseURL)/alice","format":"uri"}]},\
                "client":{"walletAddress":"\(client.credentials.address)"},\
                "interact":{"start":["redirect"],\
                "finish":{"method":"redirect","uri":"https://shop.example/back","nonce":"n"}}}
                """
            let grant = try client.send("POST", provider.baseURL + "/auth", json: json)
            let done = try client.resume(grant, at: provider.decide(grant.text("interact.redirect")))
            #expect(done.members() == ["continue", "subject"])
            #expect(try done.text("subject.sub_ids.0.id") == "\(provider.baseURL)/alice")
        }
    }

    @Test func `quotes and payments may be asked for at once, and one token is good for both`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let access = """
                {"type":"quote","actions":["create"]},\
                {"type":"outgoing-payment","actions":["create"],"identifier":"\(provider.baseURL)/alice"}
                """
            let grant = try client.grant(access, interact: true)
            let granted = try client.resume(grant, at: provider.decide(grant.text("interact.redirect")))
            let token = try granted.text("access_token.value")
            let quote = try client.quote("alice", client.incomingPayment(), token: token)
            #expect(try client.pay("alice", quote: quote.text("id"), token: token).status == 201)
            #expect(try client.send("GET", quote.text("id"), token: token).status == 403)
        }
    }

    @Test func `what others made is seen with consent alone`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let access = #"{"type":"incoming-payment","actions":["ACTIONS"],"identifier":"\#(provider.baseURL)/shop"}"#
            let other = try provider.client(of: "alice")
            let list = "\(provider.baseURL)/op/incoming-payments?wallet-address=\(provider.baseURL)/shop"
            let narrow = try other.grant(access.replacing("ACTIONS", with: #"read","list"#)).text("access_token.value")
            #expect(try other.send("GET", receiver, token: narrow).status == 404)
            #expect(try other.send("GET", list, token: narrow).count("result") == 0)
            let wide = access.replacing("ACTIONS", with: #"read-all","list-all"#)
            #expect(try other.grant(wide).status == 400)
            let grant = try other.grant(wide, interact: true)
            let granted = try other.resume(grant, at: provider.decide(grant.text("interact.redirect")))
            let token = try granted.text("access_token.value")
            #expect(try other.send("GET", receiver, token: token).status == 200)
            #expect(try other.send("GET", list, token: token).count("result") == 1)
            #expect(try other.send("POST", receiver + "/complete", token: token).status == 403)
        }
    }

    @Test func `a key alone gets what needs no consent`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let keys = try provider.send("GET", "/shop/jwks.json")
            let jwk = """
                {"kid":"\(try keys.text("keys.0.kid"))","alg":"EdDSA","kty":"OKP","crv":"Ed25519",\
                "x":"\(try keys.text("keys.0.x"))"}
                """
            func ask(_ access: String, _ interact: String = "") throws -> Reply {
                let json = #"{"access_token":{"access":[\#(access)]},"client":{"jwk":\#(jwk)}\#(interact)}"#
                return try client.send("POST", provider.baseURL + "/auth", json: json)
            }
            #expect(try ask(#"{"type":"quote","actions":["create"]}"#).status == 200)
            let payment = #"{"type":"outgoing-payment","actions":["create"],"identifier":"\#(provider.baseURL)/alice"}"#
            let refused = try ask(payment, #","interact":{"start":["redirect"]}"#)
            #expect(refused.status == 400)
            #expect(try refused.text("error.code") == "invalid_client")
        }
    }

    @Test(arguments: [
        (#"{"type":"quote","actions":["create"],"identifier":"x"}"#, "invalid_request"),
        (#"{"type":"quote","actions":["list"]}"#, "invalid_request"),
        (#"{"type":"quote","actions":[]}"#, "invalid_request"),
        (#"{"type":"quote","actions":["read","read"]}"#, "invalid_request"),
        (#"{"type":"card","actions":["read"]}"#, "invalid_request"),
        (#"{"type":"incoming-payment","actions":["read"],"limits":{}}"#, "invalid_request"),
        (#"{"type":"incoming-payment","actions":["read"],"identifier":"https://other.example/a"}"#, "invalid_request"),
        (#"{"type":"outgoing-payment","actions":["create"]}"#, "invalid_request"),
        (
            #"{"type":"quote","actions":["read"]},{"type":"quote","actions":["read"]}"#, "invalid_request"
        ),
    ])
    func `access that the protocol has not got is refused`(_ access: String, _ code: String) async throws {
        try await withProvider { provider in
            let reply = try provider.client().grant(access)
            #expect(reply.status == 400)
            #expect(try reply.text("error.code") == code)
        }
    }

    @Test func `consent without a way to a browser is refused`() async throws {
        try await withProvider { provider in
            let access = #"{"type":"outgoing-payment","actions":["create"],"identifier":"\#(provider.baseURL)/alice"}"#
            let reply = try provider.client().grant(access)
            #expect(reply.status == 400)
            #expect(try reply.text("error.code") == "invalid_request")
        }
    }
}
