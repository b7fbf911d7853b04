import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct LiveTests {
    /// A page that hears of news, on a connection of its own.
    private final class Listener {
        private let client: SocketClient
        private var heard = ""

        /// Listens, and returns once the server tells.
        init(_ browser: Browser, at path: String = "/dashboard/live") throws {
            client = try SocketClient(port: browser.gallery.port)
            let cookie = browser.cookie ?? ""
            try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nCookie: \(cookie)\r\n\r\n")
            _ = try wait(for: "retry: 5000")
        }

        /// Reads until a text has come, and gives all that came so far.
        func wait(for text: String) throws -> String {
            while !heard.contains(text) { heard += String(decoding: try client.receive(1), as: UTF8.self) }
            return heard
        }
    }

    /// Ends the last chunk of a body.
    private static let end = "\r\n0\r\n\r\n"

    private static func cancel(_ session: SessionID, _ browser: Browser) throws {
        let answer = try browser.submit("/dashboard/sessions/\(session.text)/cancel")
        #expect(answer.status == 303)
    }

    @Test func `a page hears of a change, and of nothing that is another merchant's or of the other mode`() async throws
    {
        try await withShop { gallery, shop in
            let other = try await gallery.open("Hedgehog Rescue")
            let (own, live) = (try await shop.create(), try await shop.create(Sample.sweater(), .live))
            let foreign = try await other.create()
            let heard = try await browse(gallery, with: shop.testKey) { browser in
                let listener = try Listener(browser)
                let (stranger, turned) = (Browser(gallery), Browser(gallery))
                try stranger.signIn(other.testKey)
                try turned.signIn(shop.liveKey)
                try Self.cancel(foreign, stranger)
                try Self.cancel(live, turned)
                try Self.cancel(own, browser)
                return try listener.wait(for: "event: change\ndata: \(own.text)\n\n")
            }
            #expect(heard.contains("Content-Type: text/event-stream") && heard.contains("Cache-Control: no-store"))
            #expect(!heard.contains(foreign.text) && !heard.contains(live.text))
        }
    }

    /// Where a page says that it hears of news.
    private static func livePath(of page: String, _ browser: Browser) throws -> String {
        let page = try browser.get(page).text
        return String(try #require(page.firstMatch(of: /data-live="([^"]+)"/)).output.1)
    }

    @Test func `what happens between a page and its listening is told, on the list and on a session's page`()
        async throws
    {
        try await withShop { gallery, shop in
            let session = try await shop.create()
            for page in ["/dashboard", "/dashboard/sessions/\(session.text)"] {
                let other = try await shop.create()
                let heard = try await browse(gallery, with: shop.testKey) { browser in
                    let path = try Self.livePath(of: page, browser)
                    try Self.cancel(other, browser)
                    return try Listener(browser, at: path).wait(for: "event: change\ndata: *\n\n")
                }
                #expect(heard.contains("text/event-stream"))
            }
        }
    }

    @Test func `a page that is as new as can be is told nothing of the past`() async throws {
        try await withShop { gallery, shop in
            let session = try await shop.create()
            let heard = try await browse(gallery, with: shop.testKey) { browser in
                // That somebody signed in is recorded when nobody waits for it.
                var path: String
                var listener: Listener
                repeat {
                    path = try Self.livePath(of: "/dashboard", browser)
                    listener = try Listener(browser, at: path)
                } while !path.hasSuffix("=\(gallery.engine.lastSequence)")
                try Self.cancel(session, browser)
                return try listener.wait(for: "event: change\ndata: \(session.text)\n\n")
            }
            #expect(!heard.contains("data: *"))
        }
    }

    @Test(arguments: ["", "?", "?since=", "?since=x", "?since=-1", "?since=99999999999999999999", "?since=1&x=2"])
    func `a page that does not say how old it is looks again`(query: String) async throws {
        try await withShop { gallery, shop in
            try await shop.create()
            _ = try await browse(gallery, with: shop.testKey) { browser in
                try Listener(browser, at: "/dashboard/live\(query)").wait(for: "event: change\ndata: *\n\n")
            }
        }
    }

    @Test func `revoking the key ends it`() async throws {
        try await withShop { gallery, shop in
            let key = try #require(gallery.engine.directory.current.keys(of: shop.id).first { $0.keyMode == .test })
            let heard = try await browse(gallery, with: shop.testKey) { browser in
                let listener = try Listener(browser)
                try browser.submit("/dashboard/keys/\(key.id.text)/revoke")
                return try listener.wait(for: Self.end)
            }
            #expect(heard.contains("event: over"))
        }
    }

    @Test func `signing out ends it, and so does turning to the other mode`() async throws {
        let adjust = { (settings: inout DashboardHandler.Settings) in settings.heartbeat = .milliseconds(10) }
        try await withShop(adjust: adjust) { gallery, shop in
            let heard = try await browse(gallery, with: shop.testKey) { browser in
                let first = try Listener(browser)
                _ = try first.wait(for: "\r\n:\n\n")
                try browser.submit("/dashboard/mode", "key=\(shop.liveKey)")
                let left = try first.wait(for: Self.end)
                let second = try Listener(browser)
                try browser.submit("/dashboard", to: "/dashboard/sign-out")
                return [left, try second.wait(for: Self.end)]
            }
            #expect(heard.allSatisfy { $0.contains("event: over") })
        }
    }

    @Test func `more pages than a merchant needs hear nothing`() async throws {
        try await withShop { gallery, shop in
            let heard = try await browse(gallery, with: shop.testKey) { browser in
                let listeners = try (0..<16).map { _ in try Listener(browser) }
                return try withExtendedLifetime(listeners) { try Listener(browser).wait(for: Self.end) }
            }
            #expect(!heard.contains("event:"))
        }
    }

    @Test func `nobody hears anything who is not signed in`() async throws {
        try await withShop { gallery, _ in
            let answers = try await browse(gallery) { browser in
                [try browser.get("/dashboard/live"), try browser.get("/dashboard/live", method: "POST")]
            }
            #expect(answers.map(\.status) == [403, 405])
        }
    }

    @Test func `ending the server ends every page that listens`() async throws {
        let gallery = try await Gallery()
        let shop = try await gallery.open("Skye Wool & Yarn")
        let cookie = try await browse(gallery, with: shop.testKey) { $0.cookie }
        let (began, beginning) = AsyncStream<Void>.makeStream()
        async let heard = browse(gallery) { browser in
            browser.cookie = cookie
            let listener = try Listener(browser)
            beginning.yield()
            return try listener.wait(for: Self.end)
        }
        for await _ in began { break }
        gallery.endLive()
        #expect(try await heard.contains("retry"))
        await gallery.stop()
    }
}
