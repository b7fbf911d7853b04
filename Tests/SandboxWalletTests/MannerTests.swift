import TestTools
import Testing

@testable import SandboxWallet

/// Each seed wallet, and how it behaves, over a real socket.
@Suite struct MannerTests {
    @Test func `every wallet has a document, and its asset and servers are in it`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let wallets = try provider.send("GET", "/_sandbox/wallets")
            #expect(wallets.count("wallets") == SeedWallets.all.count)
            for account in SeedWallets.all where account.manner != .redirects && account.manner != .foreignID {
                _ = try client.document(of: account.name)
                let document =
                    account.manner == .limited
                    ? try {
                        provider.clock.advance(seconds: 1)
                        return try client.document(of: account.name)
                    }() : try provider.send("GET", "/\(account.name)")
                if account.manner == .flaky {
                    #expect(document.status == 503)
                    continue
                }
                #expect(document.status == 200, "\(account.name)")
                #expect(try document.text("id") == "\(provider.baseURL)/\(account.name)")
                #expect(try document.text("assetCode") == account.asset.code)
                #expect(document.value("assetScale") as? Int == account.asset.scale)
                #expect(try document.text("resourceServer") == provider.baseURL + "/op")
                #expect(document.response.field("cache-control") == "public, max-age=60")
            }
            let shop = try client.document(of: "shop")
            #expect(
                shop.members() == ["assetCode", "assetScale", "authServer", "id", "publicName", "resourceServer"]
            )
            #expect(try shop.text("authServer") == provider.baseURL + "/auth")
        }
    }

    @Test func `browsers are sent to a page, and what is not there is 404`() async throws {
        try await withProvider { provider in
            let browser = try provider.send("GET", "/alice", [("Accept", "text/html,application/json")])
            #expect(browser.status == 302)
            #expect(browser.response.field("location") == provider.baseURL + "/alice/about")
            #expect(try provider.send("GET", "/alice/about").response.text.contains("<h1>Alice</h1>"))
            #expect(try provider.send("GET", "/").response.text.contains("/lostreply"))
            for path in [
                "/nobody", "/alice/did.json", "/alice/", "//alice", "/alice/jwks.json/", "/nobody/jwks.json",
                "/nobody/about", "/auth/continue", "/op/nothing", "/_sandbox/nothing", "/_sandbox/a/b",
            ] {
                #expect(try provider.send("GET", path).status == 404, "\(path)")
            }
        }
    }

    @Test func `broke: a payment is taken, and fails later without a cent sent`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let token = try client.outgoingToken("broke")
            let payment = try client.pay("broke", quote: client.quote("broke", receiver).text("id"), token: token)
            #expect(payment.status == 201)
            #expect(payment.boolean("failed") == false)
            let later = try client.send("GET", payment.text("id"), token: token)
            #expect(later.boolean("failed") == true)
            #expect(try later.text("sentAmount.value") == "0")
            let path = String(receiver.dropFirst(provider.baseURL.count))
            #expect(try provider.send("GET", path).text("receivedAmount.value") == "0")
        }
    }

    @Test func `partial: half arrives, the payment has failed, and the rest can be paid by another`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let incomingToken = try client.incomingToken()
            let receiver = try client.incomingPayment("2501", token: incomingToken)
            let token = try client.outgoingToken("partial")
            let quote = try client.quote("partial", receiver).text("id")
            let payment = try client.pay("partial", quote: quote, token: token)
            let later = try client.send("GET", payment.text("id"), token: token)
            #expect(later.boolean("failed") == true)
            #expect(try later.text("sentAmount.value") == "1250")
            let half = try client.send("GET", receiver, token: incomingToken)
            #expect(half.boolean("completed") == false)
            #expect(try half.text("receivedAmount.value") == "1250")
            let rest = try client.quote("alice", receiver)
            #expect(try rest.text("receiveAmount.value") == "1251")
            _ = try client.pay("alice", quote: rest.text("id"), token: client.outgoingToken("alice"))
            #expect(try client.send("GET", receiver, token: incomingToken).boolean("completed") == true)
        }
    }

    @Test func `slow: the money moves after ten seconds`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let token = try client.outgoingToken("slow")
            let quote = try client.quote("slow", client.incomingPayment()).text("id")
            _ = try client.pay("slow", quote: quote, token: token)
            provider.clock.advance(seconds: 9)
            #expect(provider.sandbox.balance(ofWallet: "shop") == 0)
            provider.clock.advance(seconds: 1)
            #expect(provider.sandbox.balance(ofWallet: "shop") == 2500)
        }
    }

    @Test(arguments: [("deny", "&result=grant_rejected"), ("auto", "&hash=")])
    func `deny and auto: no page, the browser comes back at once`(_ wallet: String, _ query: String) async throws {
        try await withProvider { provider in
            let redirect = try provider.client().outgoingGrant(wallet).text("interact.redirect")
            let page = try provider.send("GET", String(redirect.dropFirst(provider.baseURL.count)))
            #expect(page.status == 303)
            #expect(page.response.field("location")?.hasPrefix("https://shop.example/back?order=1\(query)") == true)
        }
    }

    @Test func `flaky: every second call of each kind is 503, and does nothing`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let statuses = try (0..<4).map { _ in try client.document(of: "flaky").status }
            #expect(statuses == [200, 503, 200, 503])
            let server = try client.document(of: "flaky").text("authServer")
            #expect(server == provider.baseURL + "/auth/flaky")
            let access = #"{"type":"quote","actions":["create","read"]}"#
            #expect(try client.grant(access, at: server).status == 200)
            let refused = try client.grant(access, at: server)
            #expect(refused.status == 503)
            #expect(refused.value("error") == nil, "a proxy's plain text, no JSON")
            let token = try client.quoteToken(at: server)
            let receiver = try client.incomingPayment()
            #expect(try client.quote("flaky", receiver, token: token).status == 201)
            #expect(try client.quote("flaky", receiver, token: token).status == 503)
            #expect(try client.quote("flaky", receiver, token: token).status == 201)
        }
    }

    @Test func `limited: a call is taken when it comes again after a second`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let first = try client.document(of: "limited")
            #expect(first.status == 429)
            #expect(first.response.field("retry-after") == "1")
            #expect(try client.document(of: "limited").status == 429)
            provider.clock.advance(seconds: 1)
            #expect(try client.document(of: "limited").status == 200)
            #expect(try client.document(of: "limited").status == 429)
        }
    }

    @Test(arguments: ["flaky", "limited"])
    func `flaky and limited: who asks again in time pays in the end, once`(_ wallet: String) async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let document = try provider.persist { try client.document(of: wallet) }
            let server = try document.text("authServer")
            let receiver = try client.incomingPayment()
            let access = #"{"type":"quote","actions":["create"]}"#
            let prices = try provider.persist { try client.grant(access, at: server) }
            let priceToken = try prices.text("access_token.value")
            let quote = try provider.persist { try client.quote(wallet, receiver, token: priceToken) }
            let quoteID = try quote.text("id")
            let grant = try provider.persist { try client.outgoingGrant(wallet, server: server) }
            let location = try provider.decide(grant.text("interact.redirect"))
            let granted = try provider.persist { try client.resume(grant, at: location) }
            let token = try granted.text("access_token.value")
            let payment = try provider.persist { try client.pay(wallet, quote: quoteID, token: token) }
            #expect(payment.status == 201)
            #expect(provider.sandbox.balance(ofWallet: wallet) == 997_500)
            #expect(provider.sandbox.balance(ofWallet: "shop") == 2500)
        }
    }

    @Test func `staleq: a quote is good for a second`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let token = try client.outgoingToken("staleq")
            let quote = try client.quote("staleq", receiver)
            #expect(try quote.text("expiresAt") == "2026-06-15T12:00:01Z")
            provider.clock.advance(seconds: 1)
            #expect(try client.pay("staleq", quote: quote.text("id"), token: token).status == 400)
            let fresh = try client.quote("staleq", receiver).text("id")
            #expect(try client.pay("staleq", quote: fresh, token: token).status == 201)
        }
    }

    @Test func `capped: what was allowed cannot be used`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let quote = try client.quote("capped", client.incomingPayment()).text("id")
            #expect(try client.pay("capped", quote: quote, token: client.outgoingToken("capped")).status == 403)
        }
    }

    @Test func `brief: a token is good for twenty seconds`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let quote = try client.quote("brief", client.incomingPayment()).text("id")
            let token = try client.outgoingToken("brief")
            provider.clock.advance(seconds: 20)
            #expect(try client.pay("brief", quote: quote, token: token).status == 403)
            let fresh = try client.outgoingToken("brief")
            #expect(try client.pay("brief", quote: quote, token: fresh).status == 201)
        }
    }

    @Test func `nolist: a list is 403, though the grant has it`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            for (wallet, status) in [("nolist", 403), ("alice", 200)] {
                let list = "\(provider.baseURL)/op/outgoing-payments?wallet-address=\(provider.baseURL)/\(wallet)"
                #expect(try client.send("GET", list, token: client.outgoingToken(wallet)).status == status)
            }
        }
    }

    @Test func `lostreply: the work is done, and the connection drops without a byte`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let server = provider.baseURL + "/auth/lostreply"
            let grant = try client.outgoingGrant("lostreply", server: server)
            let location = try provider.decide(grant.text("interact.redirect"))
            #expect(throws: SocketClientError.self) { try client.resume(grant, at: location) }
            #expect(try client.resume(grant, at: location).status == 401, "the token was fetched, and is lost")
            let uri = try grant.text("continue.uri")
            let token = try grant.text("continue.access_token.value")
            #expect(try client.send("DELETE", uri, token: token).status == 204)
        }
    }

    @Test func `lostreply: a payment whose reply was lost is there, and is not made again`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let server = provider.baseURL + "/auth/lostreply"
            let receiver = try client.incomingPayment()
            let quote = try client.quote("lostreply", receiver, server: server).text("id")
            #expect(throws: SocketClientError.self) { try client.outgoingToken("lostreply", server: server) }
            let token = try client.outgoingToken("lostreply", server: server)
            #expect(throws: SocketClientError.self) { try client.pay("lostreply", quote: quote, token: token) }
            #expect(try client.pay("lostreply", quote: quote, token: token).status == 400)
            let list = "\(provider.baseURL)/op/outgoing-payments?wallet-address=\(provider.baseURL)/lostreply"
            let payments = try client.send("GET", list, token: token)
            #expect(payments.count("result") == 1)
            #expect(try payments.text("result.0.quoteId") == quote)
            #expect(try payments.text("result.0.metadata.externalRef") == "order-1")
            #expect(provider.sandbox.balance(ofWallet: "shop") == 2500)
        }
    }

    @Test func `lostreply: a rotation whose reply was lost has ended the old token`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let server = provider.baseURL + "/auth/lostreply"
            let grant = try client.grant(#"{"type":"quote","actions":["create"]}"#, at: server)
            let manage = try grant.text("access_token.manage")
            let value = try grant.text("access_token.value")
            #expect(throws: SocketClientError.self) { try client.send("POST", manage, token: value) }
            #expect(try client.send("POST", manage, token: value).status == 404)
            #expect(try client.quote("lostreply", client.incomingPayment(), token: value).status == 403)
        }
    }

    @Test func `rootauth: the server has no path, and the hash is over what is published`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            #expect(try client.document(of: "rootauth").text("authServer") == provider.baseURL)
            let grant = try client.outgoingGrant("rootauth", server: provider.baseURL + "/")
            #expect(try grant.text("continue.uri").hasPrefix(provider.baseURL + "/continue/"))
            let location = try provider.decide(grant.text("interact.redirect"))
            let parts = location.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1)[1] }
            let hash = InteractionHash(
                clientNonce: "client-nonce",
                serverNonce: try grant.text("interact.finish"),
                reference: String(parts[2]),
                grantEndpoint: provider.baseURL
            )
            #expect(parts[1] == PercentEncoding.encode(hash.encoded(as: .base64)))
            #expect(try client.resume(grant, at: location).status == 200)
        }
    }

    @Test func `the host's own pointer is a wallet like any other`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let wallet = ".well-known/pay"
            let quote = try client.quote(wallet, client.incomingPayment()).text("id")
            #expect(try client.pay(wallet, quote: quote, token: client.outgoingToken(wallet)).status == 201)
        }
    }

    @Test func `ssrf: the authorization server is on the machine's own network`() async throws {
        try await withProvider { provider in
            let document = try provider.client().document(of: "ssrf")
            #expect(try document.text("authServer") == "http://169.254.169.254/auth")
        }
    }

    @Test func `bigdoc: the document has five mebibytes`() async throws {
        try await withProvider { provider in
            let document = try provider.client().document(of: "bigdoc")
            #expect(document.response.body.count > 5 << 20)
            #expect(try document.text("id") == provider.baseURL + "/bigdoc")
        }
    }

    @Test func `redirect: the document is a redirect to loopback`() async throws {
        try await withProvider { provider in
            let document = try provider.client().document(of: "redirect")
            #expect(document.status == 302)
            #expect(document.response.field("location") == "http://127.0.0.1/")
        }
    }

    @Test func `wrongid: the document is another host's`() async throws {
        try await withProvider { provider in
            let document = try provider.client().document(of: "wrongid")
            #expect(try document.text("id") == "https://wallet.example/wrongid")
        }
    }

    @Test func `evilcontinue: grants are to be continued at another origin`() async throws {
        try await withProvider { provider in
            let server = provider.baseURL + "/auth/evilcontinue"
            let grant = try provider.client().outgoingGrant("evilcontinue", server: server)
            #expect(try grant.text("continue.uri").hasPrefix("https://evil.example/auth/evilcontinue/continue/"))
        }
    }
}
