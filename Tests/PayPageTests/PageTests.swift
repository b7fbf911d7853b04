import Checkout
import PaymentFlows
import TestTools
import Testing

@testable import PayPageGallery

@Suite struct PageTests {
    private static let offered = PaymentStage.offered(Sample.offer(origin: "https://auth.wallet.example"))

    @Test func `a page keeps itself to itself`() async throws {
        let page = try await withPage { try $0.get($1) }
        #expect(page.status == 200)
        let policy = try #require(page.field("content-security-policy"))
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
        #expect(policy.contains("form-action 'self';") && !policy.contains("unsafe"))
        #expect(page.field("referrer-policy") == "no-referrer")
        #expect(page.field("x-frame-options") == "DENY")
        #expect(page.field("cache-control") == "no-store")
        #expect(page.field("x-content-type-options") == "nosniff")
        #expect(page.field("content-type") == "text/html; charset=utf-8")
        #expect(page.text.matches(of: /(?:src|href)="(?!\/pay\/|data:)/).isEmpty)
        #expect(!page.text.contains("style=") && page.text.matches(of: /\s+on\w+=/).isEmpty)
    }

    @Test func `a receipt names a subscription's next payment, and no other receipt does`() async throws {
        let stage = PaymentStage.completed(at: Sample.now, wallet: "https://wallet.example/alice")
        let page = try await withPage(Sample.magazine, stage) { try $0.get($1).text }
        let date = (Sample.now + 31 * 86_400).text.prefix(10)
        #expect(page.contains("<dt>Next payment</dt><dd>9.99 USD on \(date)</dd>"))
        let once = try await withPage(Sample.goods, stage) { try $0.get($1).text }
        #expect(!once.contains("Next payment"))
    }

    @Test func `a page that offers to go to a wallet lets its form lead there`() async throws {
        let page = try await withPage(Sample.goods, Self.offered) { try $0.get($1) }
        #expect(
            page.field("content-security-policy")?.contains("form-action 'self' https://auth.wallet.example;") == true
        )
    }

    @Test(arguments: [
        "https://a.example; script-src *", "javascript:alert(1)", "https://a b", "*", "", "https://a.b\r\nX: y",
    ])
    func `an origin that is none is let into no header`(origin: String) async throws {
        let stage = PaymentStage.offered(Sample.offer(origin: origin))
        let page = try await withPage(Sample.goods, stage) { try $0.get($1) }
        #expect(page.field("content-security-policy")?.contains("form-action 'self';") == true)
        #expect(page.field("x") == nil)
    }

    @Test func `style and script may be kept for good, and change their path with their bytes`() async throws {
        let files = try await withPage { browser, path in
            let page = try browser.get(path).text
            return try page.matches(of: /(?:src|href)="(\/pay\/page\.[\w-]+\.(?:css|js))"/)
                .map { try browser.get(String($0.output.1)) }
        }
        #expect(files.map(\.status) == [200, 200])
        #expect(
            files.map { $0.field("content-type") } == ["text/css; charset=utf-8", "text/javascript; charset=utf-8"]
        )
        #expect(files.allSatisfy { $0.field("cache-control") == "public, max-age=31536000, immutable" })
    }

    @Test(arguments: [
        "/pay/", "/pay/x", "/pay/cs_short", "/pay/page.old.css", "/pay/callback/", "/pay/callback", "/pay/a/b/c",
        "/pay/\(Sample.session(9).text)", "/pay/\(Sample.session(9).text)/status",
        "/pay/\(Sample.session(9).text)/cancel",
        "/pay/\(Sample.session(1).text)/", "/pay/\(Sample.session(1).text)/other",
    ])
    func `where nothing is, a page says so`(path: String) async throws {
        let page = try await withPage { browser, _ in try browser.get(path) }
        #expect(page.status == 404)
        #expect(page.text.contains("There is nothing here"))
    }

    @Test(arguments: [
        ("PUT", "", "GET, HEAD, POST"), ("POST", "/cancel", "GET, HEAD"), ("DELETE", "/status", "GET, HEAD"),
    ])
    func `other methods are told which there are`(method: String, suffix: String, allow: String) async throws {
        let page = try await withPage { try $0.get($1 + suffix, method: method) }
        #expect(page.status == 405)
        #expect(page.field("allow") == allow)
    }

    @Test func `a HEAD gets what a GET would, without the page`() async throws {
        let page = try await withPage { try $0.get($1, method: "HEAD") }
        #expect(page.status == 200)
        #expect(page.body.isEmpty)
    }

    @Test func `the page speaks the customer's language, and writes amounts as there`() async throws {
        let page = try await withPage { browser, path in
            browser.headers = [("Accept-Language", "de-DE,de;q=0.9,en;q=0.8")]
            return try browser.get(path)
        }
        #expect(page.text.contains("<html lang=\"de\">"))
        #expect(page.text.contains("Skye Wool &amp; Yarn bezahlen"))
        #expect(page.text.contains("114,00 EUR"))
        #expect(page.field("content-language") == "de")
        #expect(page.field("vary") == "Accept-Language, Cookie")
    }

    @Test func `a paid session shows its receipt, and goes on to the shop`() async throws {
        let price = WalletAmount(value: 11_400, assetCode: "EUR", assetScale: 2)
        let stage = PaymentStage.completed(at: Sample.now, wallet: "https://wallet.example/alice", price: price)
        let page = try await withPage(Sample.goods, stage) { try $0.get($1) }
        let refresh = try #require(page.field("refresh"))
        #expect(refresh.hasPrefix("5; url=http://127.0.0.1:"))
        #expect(refresh.hasSuffix("/thanks?session=\(Sample.session(1).text)"))
        #expect(page.text.contains("114.00 EUR") && page.text.contains("wallet.example/alice"))
        #expect(!page.text.contains("Left your wallet"))
    }

    @Test func `a receipt tells what left the wallet, in the wallet's own currency`() async throws {
        let stage = PaymentStage.completed(
            at: Sample.now,
            wallet: "https://wallet.example/yuki",
            price: Sample.offer().price
        )
        let page = try await withPage(Sample.goods, stage) { try $0.get($1) }
        #expect(page.text.contains("<dt>Paid</dt><dd>114.00 EUR</dd>"))
        #expect(page.text.contains("<dt>Left your wallet</dt><dd>20,532 JPY</dd>"))
    }

    @Test func `a page in a merchant's colour loads one more sheet, which may be kept for good`() async throws {
        var view = Sample.view(1, Sample.goods, .open(lastFailure: nil))
        view.color = BrandColor(red: 0xF6, green: 0xD3, blue: 0x4A)
        let gallery = try Gallery([view])
        defer { gallery.stop() }
        let path = "/pay/\(view.session.text)"
        let (page, sheet, others) = try await onThread {
            let browser = Browser(gallery)
            let page = try browser.get(path)
            let sheet = try #require(page.text.firstMatch(of: /href="(\/pay\/color\.[^"]+)"/)).output.1
            let others = [
                sheet.replacing("f6d34a", with: "f6d34b"), "/pay/color.f6d34a.css", "/pay/color.zzzzzz.AAAAAAAA.css",
                "/pay/color.", "/pay/color.+12345.AAAAAAAA.css",
            ]
            return (page, try browser.get(String(sheet)), try others.map { try browser.get(String($0)).status })
        }
        #expect(page.field("content-security-policy")?.contains("style-src 'self';") == true)
        #expect(sheet.status == 200)
        #expect(sheet.text.contains("--accent:#f6d34a;") && sheet.text.contains("--on-accent:#000000;"))
        #expect(sheet.field("content-type") == "text/css; charset=utf-8")
        #expect(sheet.field("cache-control") == "public, max-age=31536000, immutable")
        #expect(others == [404, 404, 404, 404, 404])
    }

    @Test(arguments: [
        PaymentStage.notPayable, .open(lastFailure: nil), .processing(wallet: "https://w.example/a"), .expired,
        .canceled, offered,
    ])
    func `no other page goes on by itself, or back but by a link`(stage: PaymentStage) async throws {
        let page = try await withPage(Sample.goods, stage) { try $0.get($1) }
        #expect(page.field("refresh") == nil)
    }

    @Test func `the way back leads to the shop, and changes nothing`() async throws {
        let (answer, stage) = try await withPage(Sample.goods, Self.offered) { browser, path in
            (try browser.get(path + "/cancel"), try browser.get(path + "/status").text)
        }
        #expect(answer.status == 303)
        #expect(answer.field("location")?.hasSuffix("/cart") == true)
        #expect(stage == #"{"stage":"offered-1"}"#)
    }

    @Test func `an address for approval that is no web page becomes no link`() async throws {
        let stage = PaymentStage.awaitingApproval(Sample.offer(), interactionURL: "javascript:alert(1)")
        let page = try await withPage(Sample.goods, stage) { try $0.get($1) }
        #expect(!page.text.contains("javascript:"))
        #expect(page.text.contains("name=\"step\" value=\"restart\""))
    }

    @Test func `a little time is told, much is not`() async throws {
        for (seconds, text) in [(7200, nil), (1500, "25 minutes left"), (119, "Less than 2 minutes")]
            as [(Int64, String?)]
        {
            var view = Sample.view(1, Sample.goods, .open(lastFailure: nil))
            view.expiresAt = Sample.now + seconds
            let gallery = try Gallery([view])
            defer { gallery.stop() }
            let page = try await onThread { try Browser(gallery).get("/pay/\(Sample.session(1).text)").text }
            #expect(page.contains(text ?? "left") == (text != nil))
        }
    }

    @Test(
        arguments: [
            (.open(lastFailure: nil), 301, 301), (offered, 301, 301), (offered, -2, 3),
            (.awaitingApproval(Sample.offer(), interactionURL: "https://w.example/i"), 301, 301),
            (.preparing(wallet: "https://w.example/a"), 301, 3), (.processing(wallet: "https://w.example/a"), 301, 3),
            (.notPayable, 301, nil), (.expired, 301, nil),
        ] as [(PaymentStage, Int64, Int?)]
    )
    func `a page that waits for its customer asks again when the session's time is up, with a script and without`(
        stage: PaymentStage,
        left: Int64,
        reload: Int?
    ) async throws {
        var view = Sample.view(1, Sample.goods, stage)
        view.expiresAt = Sample.now + left - 1
        let gallery = try Gallery([view])
        defer { gallery.stop() }
        let page = try await onThread { try Browser(gallery).get("/pay/\(Sample.session(1).text)").text }
        let refresh = page.firstMatch(of: /<noscript><meta http-equiv="refresh" content="(\d+)"><\/noscript>/)
        #expect(refresh.flatMap { Int($0.output.1) } == reload)
        // What is followed anyway needs no other time.
        let isFollowed = page.contains("data-status") && !page.contains("data-seconds")
        switch stage {
        case .open, .offered: #expect(page.contains(" data-seconds=\"\(max(left, 1))\""))
        case .preparing, .awaitingApproval, .processing: #expect(isFollowed)
        case .notPayable, .outOfAttempts, .partiallyPaid, .completed, .expired, .canceled: #expect(!isFollowed)
        }
    }

    @Test func `behind a proxy that serves it under a path, the page finds itself there`() async throws {
        let view = Sample.view(1, Sample.goods, .open(lastFailure: nil))
        let gallery = try Gallery([view], baseURL: "https://shop.example/checkout")
        defer { gallery.stop() }
        let (page, answer) = try await onThread {
            let browser = Browser(gallery)
            let path = "/pay/\(view.session.text)"
            return (try browser.get(path), try browser.submit(path, step: "wallet", "wallet_address=%24w.example"))
        }
        let cookie = try #require(page.field("set-cookie"))
        #expect(cookie.contains("; Path=/checkout/pay;") && cookie.hasSuffix("; Secure"))
        #expect(page.text.matches(of: /(?:src|href|action|data-status)="\/(?!checkout\/pay\/)/).isEmpty)
        #expect(answer.field("location") == "/checkout/pay/\(view.session.text)")
    }
}
