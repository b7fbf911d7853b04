import HTTPServing
import TestTools
import Testing

@testable import SandboxWallet

@Suite struct ConsentPageTests {
    /// The one-time token in a page.
    private static func token(in page: Reply) throws -> String {
        let text = page.response.text
        let start = try #require(text.firstRange(of: "name=\"token\" value=\"")).upperBound
        return String(text[start...].prefix { $0 != "\"" })
    }

    private static func answer(_ provider: Provider, _ path: String, _ form: String) throws -> Reply {
        try provider.send("POST", path, [("Content-Type", "application/x-www-form-urlencoded")], body: form)
    }

    private static func path(_ grant: Reply, _ provider: Provider) throws -> String {
        try String(grant.text("interact.redirect").dropFirst(provider.baseURL.count))
    }

    @Test func `the page says who asks for what, in plain words`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let receiver = try client.incomingPayment()
            let limits = #"{"receiver":"\#(receiver)","debitAmount":\#(WalletClient.dollars("2531"))}"#
            let path = try Self.path(client.outgoingGrant("alice", limits: limits), provider)
            let page = try provider.send("GET", path)
            #expect(page.status == 200)
            let text = page.response.text
            for words in [
                "Demo shop asks for permission", client.credentials.address, "25.31 USD", "only to Demo shop",
                "Balance: 10,000.00 USD", "See the payments from your account that they made themselves",
                "<button class=\"main\" name=\"choice\" value=\"accept\">Allow</button>", "<html lang=\"en\">",
            ] {
                #expect(text.contains(words), "\(words) in \(text)")
            }
            #expect(
                page.response.field("content-security-policy")
                    == "default-src 'none'; style-src 'self'; form-action 'self' https://shop.example; "
                    + "frame-ancestors 'none'; base-uri 'none'"
            )
            #expect(page.response.field("referrer-policy") == "no-referrer")
            #expect(
                try provider.send("GET", "/_sandbox/wallet.css").response.field("content-type")?.hasPrefix("text/css")
                    == true
            )
        }
    }

    @Test func `an interval, and what has no limit, are told`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let limits = """
                {"receiveAmount":\(WalletClient.dollars("999")),"interval":"R12/2026-03-01T00:00:00Z/P1M"}
                """
            let bounded = try provider.send("GET", Self.path(client.outgoingGrant("alice", limits: limits), provider))
            #expect(bounded.response.text.contains("every month, 12 times, from 2026-03-01"))
            let unbounded = try provider.send("GET", Self.path(client.outgoingGrant("alice"), provider))
            #expect(unbounded.response.text.contains("<strong>any amount</strong>"))
            #expect(unbounded.response.text.contains("to whomever they choose"))
        }
    }

    @Test func `a wallet's owner sees what was allowed, and takes it back`() async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let limits = #"{"receiveAmount":\#(WalletClient.dollars("999")),"interval":"R/2026-06-15T12:00:00Z/P1M"}"#
            let asked = try client.outgoingGrant("alice", limits: limits)
            #expect(try !provider.send("GET", "/alice/about").response.text.contains("What you have allowed"))
            let granted = try client.resume(asked, at: provider.decide(asked.text("interact.redirect")))
            let page = try provider.send("GET", "/alice/about")
            for words in ["What you have allowed", "9.99 USD", "every month, from 2026-06-15, until it is ended"] {
                #expect(page.response.text.contains(words), "\(words) in \(page.response.text)")
            }
            #expect(try !provider.send("GET", "/eve/about").response.text.contains("What you have allowed"))
            let grant = try #require(asked.text("continue.uri").split(separator: "/").last)
            let form = try "grant=\(grant)&token=\(Self.token(in: page))"
            #expect(try Self.answer(provider, "/alice/permissions", "grant=\(grant)").status == 400)
            #expect(try Self.answer(provider, "/eve/permissions", form).status == 400)
            let shown = try Self.token(in: provider.send("GET", "/alice/about"))
            let done = try Self.answer(provider, "/alice/permissions", "grant=\(grant)&token=\(shown)")
            #expect(done.status == 303)
            #expect(done.response.field("location") == "\(provider.baseURL)/alice/about")
            #expect(try !provider.send("GET", "/alice/about").response.text.contains("What you have allowed"))
            let token = try granted.text("access_token.value")
            let quote = try client.quote("alice", client.incomingPayment("1")).text("id")
            #expect(try client.pay("alice", quote: quote, token: token).status == 403)
            let manage = try granted.text("access_token.manage")
            #expect(try client.send("POST", manage, token: token).text("error.code") == "invalid_rotation")
            #expect(try provider.order("revocations", #"{"wallet":"alice","grant":"\#(grant)"}"#).status == 400)
            #expect(try provider.send("GET", "/_sandbox/permissions").response.text == #"{"permissions":[]}"#)
        }
    }

    @Test(arguments: ["accept", "reject"])
    func `a decision is taken once, with the page's own token`(_ choice: String) async throws {
        try await withProvider { provider in
            let client = try provider.client()
            let grant = try client.outgoingGrant("alice")
            let path = try Self.path(grant, provider)
            let token = try Self.token(in: provider.send("GET", path))
            #expect(try Self.answer(provider, path, "choice=\(choice)").status == 400)
            #expect(try Self.answer(provider, path, "choice=\(choice)&token=forged").status == 400)
            #expect(try Self.answer(provider, path, "choice=maybe&token=\(token)").status == 400)
            let done = try Self.answer(provider, path, "choice=\(choice)&token=\(token)")
            #expect(done.status == 303)
            let expected = choice == "accept" ? "&hash=" : "&result=grant_rejected"
            let location = try #require(done.response.field("location"))
            #expect(location.hasPrefix("https://shop.example/back?order=1\(expected)"))
            let again = try Self.answer(provider, path, "choice=accept&token=\(token)")
            #expect(again.status == 303)
            #expect(again.response.field("location")?.contains("result=invalid_interaction&message=") == true)
            #expect(try client.resume(grant, at: location).status == (choice == "accept" ? 200 : 404))
        }
    }

    @Test func `two tabs may show the page, and either decides`() async throws {
        try await withProvider { provider in
            let path = try Self.path(provider.client().outgoingGrant("alice"), provider)
            let first = try Self.token(in: provider.send("GET", path))
            _ = try provider.send("GET", path)
            #expect(try Self.answer(provider, path, "choice=accept&token=\(first)").status == 303)
        }
    }

    @Test func `nobody decides after ten minutes`() async throws {
        try await withProvider { provider in
            let grant = try provider.client().outgoingGrant("alice")
            let path = try Self.path(grant, provider)
            let token = try Self.token(in: provider.send("GET", path))
            provider.clock.advance(seconds: 600)
            for late in [
                try Self.answer(provider, path, "choice=accept&token=\(token)"), try provider.send("GET", path),
            ] {
                #expect(late.response.field("location")?.contains("result=invalid_interaction") == true)
            }
            #expect(try provider.send("GET", "/auth/interact/none/none").status == 404)
        }
    }

    @Test func `what others wrote is escaped`() async throws {
        let page = HTML.page(title: "<b>", basePath: "", "<p>\("\"><script>&'")</p>")
        let text = String(decoding: page.body, as: UTF8.self)
        #expect(text.contains("<title>&lt;b&gt;</title>"))
        #expect(text.contains("<p>&quot;&gt;&lt;script&gt;&amp;&#39;</p>"))
        let foreign = StoredDocuments(publicName: "<script>alert(1)</script>")
        try await withProvider(foreign: foreign) { provider in
            let client = WalletClient(provider: provider, credentials: foreign.credentials)
            let path = try Self.path(client.outgoingGrant("alice"), provider)
            let text = try provider.send("GET", path).response.text
            #expect(text.contains("&lt;script&gt;alert(1)"))
            #expect(!text.contains("<script"))
        }
    }

    @Test(arguments: [
        "https://shop.example/back#part", "https://shop.example; script-src *", "javascript:alert(1)",
        "https://user@shop.example/", "https:///back", "https://shop.example/\\u000d\\u000aX: y", "ftp://shop.example/",
    ])
    func `a finish that could break out of a header is refused`(_ uri: String) async throws {
        try await withProvider { provider in
            let reply = try provider.client().outgoingGrant("alice", finish: uri)
            #expect(reply.status == 400)
        }
    }

    @Test func `a client that waits without a browser gets a page that says so`() async throws {
        try await withProvider { provider in
            let path = try Self.path(provider.client().outgoingGrant("alice", finish: nil), provider)
            let token = try Self.token(in: provider.send("GET", path))
            let done = try Self.answer(provider, path, "choice=accept&token=\(token)")
            #expect(done.status == 200)
            #expect(done.response.text.contains("You can close this page."))
        }
    }
}
