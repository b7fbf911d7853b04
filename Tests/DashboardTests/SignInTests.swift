import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct SignInTests {
    @Test func `a key opens the dashboard for eight hours, and nothing of it is in the cookie`() async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery) { try $0.signIn(shop.testKey) }
            #expect(answer.status == 303)
            #expect(answer.field("location") == "/dashboard")
            let cookie = try #require(answer.field("set-cookie"))
            #expect(cookie.hasSuffix("; Path=/dashboard; Max-Age=28800; HttpOnly; SameSite=Strict"))
            let value = try #require(cookie.split(separator: "=", maxSplits: 1).last?.prefix { $0 != ";" })
            #expect(value.count == 43)
            #expect(!shop.testKey.contains(value) && !value.contains(shop.testKey.suffix(44)))
        }
    }

    @Test func `who is signed in sees the payments, and who signs out sees them no more`() async throws {
        try await withShop { gallery, shop in
            let (before, after, old) = try await browse(gallery, with: shop.testKey) { browser in
                let before = try browser.get("/dashboard")
                let cookie = browser.cookie
                let answer = try browser.submit("/dashboard", to: "/dashboard/sign-out")
                #expect(answer.field("set-cookie")?.contains("Max-Age=0") == true)
                let after = try browser.get("/dashboard")
                browser.cookie = cookie
                return (before, after, try browser.get("/dashboard"))
            }
            #expect(before.text.contains("<h1>Payments</h1>") && before.text.contains("Skye Wool &amp; Yarn"))
            #expect(after.text.contains("<h1 id=\"page-title\">Sign in</h1>"))
            // The cookie opens nothing any more, wherever a copy of it may be.
            #expect(old.text.contains("<h1 id=\"page-title\">Sign in</h1>"))
        }
    }

    @Test func `eight hours later the sign-in is over`() async throws {
        try await withShop { gallery, shop in
            let pages = try await browse(gallery, with: shop.testKey) { browser in
                gallery.clock.advance(seconds: 8 * 3600 - 1)
                let open = try browser.get("/dashboard").text
                gallery.clock.advance(seconds: 1)
                return [open, try browser.get("/dashboard").text]
            }
            #expect(pages.map { $0.contains("<h1>Payments</h1>") } == [true, false])
        }
    }

    @Test func `revoking the key ends its sign-ins at once, and no others`() async throws {
        try await withShop { gallery, shop in
            let other = try await gallery.engine.createKey(of: shop.id, .test, name: "Other").secret.text
            let browsers = try await onThread {
                let browsers = [Browser(gallery), Browser(gallery), Browser(gallery)]
                for (browser, key) in zip(browsers, [shop.testKey, shop.testKey, other]) { try browser.signIn(key) }
                return browsers.map(\.cookie)
            }
            let keys = gallery.engine.directory.current.keys(of: shop.id)
            let key = try #require(keys.first { $0.keyMode == .test && $0.name != "Other" })
            try await gallery.engine.revokeKey(key.id, of: shop.id)
            let pages = try await browse(gallery) { browser in
                try browsers.map { cookie in
                    browser.cookie = cookie
                    return try browser.get("/dashboard").text.contains("<h1>Payments</h1>")
                }
            }
            #expect(pages == [false, false, true])
        }
    }

    @Test(arguments: ["", "sk_test_", "sk_test_00000000000000000000000000000000000000000000", "%00", "x"])
    func `a wrong key is told, and opens nothing`(key: String) async throws {
        try await withShop { gallery, _ in
            let (answer, page) = try await browse(gallery) { browser in
                (try browser.signIn(key), try browser.get("/dashboard"))
            }
            #expect(answer.status == 403)
            #expect(answer.text.contains("This key opens nothing"))
            #expect(page.text.contains("<h1 id=\"page-title\">Sign in</h1>"))
        }
    }

    @Test func `white space around a pasted key does no harm`() async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery) { try $0.signIn("+%0A\(shop.testKey)%0D%0A") }
            #expect(answer.status == 303)
        }
    }

    @Test func `after five wrong keys from an address everybody there waits, and nobody elsewhere`() async throws {
        try await withShop(isBehindProxy: true) { gallery, shop in
            let answers = try await browse(gallery) { browser in
                browser.headers = [("X-Forwarded-For", "198.51.100.7")]
                var answers = try (0..<5).map { _ in try browser.signIn("sk_test_wrong") }
                answers.append(try browser.signIn("sk_test_wrong"))
                answers.append(try browser.signIn(shop.testKey))
                browser.headers = [("X-Forwarded-For", "198.51.100.8")]
                answers.append(try Browser(gallery).signIn(shop.testKey))
                return answers
            }
            #expect(answers.map(\.status) == [403, 403, 403, 403, 403, 429, 429, 303])
            #expect(answers[5].field("retry-after") == "60")
            #expect(answers[5].text.contains("Please wait 60 seconds"))
            gallery.clock.advance(seconds: 59)
            let early = try await browse(gallery) { browser in
                browser.headers = [("X-Forwarded-For", "198.51.100.7")]
                return try browser.signIn(shop.testKey)
            }
            gallery.clock.advance(seconds: 1)
            let late = try await browse(gallery) { browser in
                browser.headers = [("X-Forwarded-For", "198.51.100.7")]
                return try browser.signIn(shop.testKey)
            }
            #expect(early.field("retry-after") == "1")
            #expect(late.status == 303)
        }
    }

    @Test func `a cookie that was there before signing in is worth nothing afterwards`() async throws {
        try await withShop { gallery, shop in
            let (before, after, page) = try await browse(gallery) { browser in
                _ = try browser.get("/dashboard")
                let before = browser.cookie
                try browser.signIn(shop.testKey)
                let after = browser.cookie
                browser.cookie = before
                return (before, after, try browser.get("/dashboard").text)
            }
            #expect(before != nil && before != after)
            #expect(!page.contains("<h1>Payments</h1>"))
        }
    }

    @Test(arguments: [
        ("https://pay.example/shop", "https://pay.example", "; Path=/shop/dashboard;", true),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "; Path=/dashboard;", false),
    ])
    func `the cookie goes over https alone, but on this machine`(
        baseURL: String,
        origin: String,
        path: String,
        isSecure: Bool
    ) async throws {
        try await withShop(baseURL: baseURL) { gallery, shop in
            let prefix = baseURL.hasSuffix("/shop") ? "/shop" : ""
            let answer = try await browse(gallery) { browser in
                browser.origin = origin
                let page = try browser.get("/dashboard").text
                let token = try #require(Browser.token(in: page, of: "\(prefix)/dashboard/sign-in"))
                return try browser.post("/dashboard/sign-in", "token=\(token)&key=\(shop.testKey)")
            }
            let cookie = try #require(answer.field("set-cookie"))
            #expect(cookie.contains(path))
            #expect(cookie.hasSuffix("; Secure") == isSecure)
            #expect(answer.field("location") == "\(prefix)/dashboard")
        }
    }

    @Test func `where a key would go over the network in the clear, nobody is asked for one`() async throws {
        try await withShop(baseURL: "http://pay.example") { gallery, shop in
            let (page, answer) = try await browse(gallery) { browser in
                browser.origin = "http://pay.example"
                let page = try browser.get("/dashboard")
                return (page, try browser.post("/dashboard/sign-in", "token=x&key=\(shop.testKey)"))
            }
            #expect(page.text.contains("Nobody can sign in at http://pay.example"))
            #expect(!page.text.contains("<input"))
            #expect(answer.status == 403)
            #expect(answer.field("set-cookie") == nil)
        }
    }

    @Test func `a link on another site leads in, though the browser keeps its cookie to itself at first`() async throws
    {
        try await withShop { gallery, _ in
            let pages = try await browse(gallery) { browser in
                browser.headers = [("Sec-Fetch-Site", "cross-site")]
                let opening = try browser.get("/dashboard/keys?x=1")
                browser.headers = [("Sec-Fetch-Site", "same-origin")]
                return [opening, try browser.get("/dashboard/keys?x=1")]
            }
            #expect(pages[0].field("refresh") == "0; url=/dashboard/keys?x=1")
            #expect(pages[1].field("location") == "/dashboard")
        }
    }
}
