import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct ModeTests {
    @Test func `test and live payments are on different pages, and each says which it is`() async throws {
        try await withShop { gallery, shop in
            let (test, live) = (try await shop.create(), try await shop.create(Sample.sweater(), .live))
            let pages = try await onThread {
                try [shop.testKey, shop.liveKey]
                    .map { key in
                        let browser = Browser(gallery)
                        try browser.signIn(key)
                        return try browser.get("/dashboard").text
                    }
            }
            #expect(pages.map { $0.contains(test.text) } == [true, false])
            #expect(pages.map { $0.contains(live.text) } == [false, true])
            #expect(pages.map { $0.contains("Test mode") } == [true, false])
            #expect(pages.map { $0.contains("Live mode") } == [false, true])
        }
    }

    @Test func `who has shown a key of each mode turns from one to the other`() async throws {
        try await withShop { gallery, shop in
            let live = try await shop.create(Sample.sweater(), .live)
            let (answer, pages, old) = try await browse(gallery, with: shop.testKey) { browser in
                let before = browser.cookie
                let answer = try browser.submit("/dashboard/mode", "key=\(shop.liveKey)")
                let first = try browser.get("/dashboard").text
                try browser.submit("/dashboard", to: "/dashboard/mode")
                let second = try browser.get("/dashboard").text
                browser.cookie = before
                return (answer, [first, second], try browser.get("/dashboard").text)
            }
            #expect(answer.status == 303)
            #expect(pages.map { $0.contains(live.text) } == [true, false])
            // Seeing more begins another sign-in, and ends the one before.
            #expect(!old.contains("<h1>Payments</h1>"))
        }
    }

    @Test func `adding a mode makes no sign-in longer`() async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) { browser in
                gallery.clock.advance(seconds: 3600)
                return try browser.submit("/dashboard/mode", "key=\(shop.liveKey)")
            }
            #expect(answer.field("set-cookie")?.contains("; Max-Age=25200;") == true)
        }
    }

    @Test func `another key of the same mode, another merchant's and a wrong one do not turn it`() async throws {
        try await withShop { gallery, shop in
            let other = try await gallery.open("Hedgehog Rescue")
            let (answers, page) = try await browse(gallery, with: shop.testKey) { browser in
                let answers = try [shop.testKey, other.liveKey, "sk_live_wrong"]
                    .map { try browser.submit("/dashboard/mode", "key=\($0)") }
                return (answers, try browser.get("/dashboard").text)
            }
            #expect(answers.map(\.status) == [422, 422, 422])
            #expect(answers[0].text.contains("not one for live mode"))
            #expect(answers[1].text.contains("another merchant&#39;s"))
            #expect(answers[2].text.contains("opens nothing"))
            #expect(page.contains("Test mode"))
        }
    }

    @Test func `wrong keys count there, too`() async throws {
        try await withShop { gallery, shop in
            let statuses = try await browse(gallery, with: shop.testKey) { browser in
                try (0..<6).map { _ in try browser.submit("/dashboard/mode", "key=sk_live_wrong").status }
            }
            #expect(statuses == [422, 422, 422, 422, 422, 429])
        }
    }

    @Test func `revoking one of two keys ends the sign-in`() async throws {
        try await withShop { gallery, shop in
            let cookie = try await browse(gallery, with: shop.testKey) { browser in
                try browser.submit("/dashboard/mode", "key=\(shop.liveKey)")
                return browser.cookie
            }
            let key = try #require(gallery.engine.directory.current.keys(of: shop.id).first { $0.keyMode == .test })
            try await gallery.engine.revokeKey(key.id, of: shop.id)
            let page = try await browse(gallery) { browser in
                browser.cookie = cookie
                return try browser.get("/dashboard").text
            }
            #expect(!page.contains("<h1>Payments</h1>"))
        }
    }

    @Test func `a form of one mode does nothing once the other is looked at`() async throws {
        try await withShop { gallery, shop in
            let session = try await shop.create()
            let path = "/dashboard/sessions/\(session.text)/cancel"
            let answer = try await browse(gallery, with: shop.testKey) { browser in
                try browser.submit("/dashboard/mode", "key=\(shop.liveKey)")
                try browser.submit("/dashboard", to: "/dashboard/mode")
                let token = try #require(Browser.token(in: try browser.get(path).text, of: path))
                try browser.submit("/dashboard", to: "/dashboard/mode")
                return try browser.post(path, "token=\(token)")
            }
            #expect(answer.status == 403)
            #expect(try await shop.status(of: session) == .open)
        }
    }
}
