import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct EventPageTests {
    @Test func `an event shows each request and each answer`() async throws {
        try await withShop { gallery, shop in
            let story = try await Story(of: shop, in: gallery)
            let event = EventID(of: story["completed"]).text
            let (list, page) = try await browse(gallery, with: shop.testKey) { browser in
                (try browser.get("/dashboard/webhooks").text, try browser.get("/dashboard/webhooks/\(event)").text)
            }
            #expect(list.contains("/dashboard/webhooks/\(event)") && list.contains("checkout.session.completed"))
            for text in [
                "Attempt 3: answered with 200", "Attempt 2: connection refused", "Attempt 1: answered with 503",
                "POST https://shop.example/hook", "&quot;status&quot;:&quot;completed&quot;", "&lt;script&gt;alert(1)",
                "webhook-id: ",
            ] {
                #expect(page.lowercased().contains(text.lowercased()), "\(text)")
            }
        }
    }

    @Test func `what is not known any more is not made up`() async throws {
        try await withShop { gallery, shop in
            let story = try await Story(of: shop, in: gallery)
            gallery.clock.advance(seconds: 60)
            try await gallery.engine.directory.submit(
                .updateMerchant(shop.id, [.webhookURL("https://other.example/", .test)])
            )
            let path = "/dashboard/webhooks/\(EventID(of: story["completed"]).text)"
            let page = try await browse(gallery, with: shop.testKey) { try $0.get(path).text }
            #expect(page.contains("POST (the URL was changed since)"))
            #expect(!page.contains("other.example") && !page.contains("shop.example/hook"))
        }
    }

    @Test func `an event is sent again`() async throws {
        try await withShop { gallery, shop in
            let story = try await Story(of: shop, in: gallery)
            let id = EventID(of: story["completed"])
            let path = "/dashboard/webhooks/\(id.text)"
            let (answer, page) = try await browse(gallery, with: shop.testKey) { browser in
                let answer = try browser.submit(path, to: "\(path)/resend")
                return (answer, try browser.get(try #require(answer.field("location"))).text)
            }
            #expect(answer.status == 303)
            #expect(page.contains("The event is sent again.") && page.contains(">Pending</span>"))
            #expect(try await gallery.engine.event(id)?.state.status == .pending)
        }
    }

    @Test(arguments: [("2026-06-15", "One event is sent again."), ("2026-06-16", "No event has failed since then.")])
    func `all that failed since a day is sent again`(day: String, text: String) async throws {
        try await withShop { gallery, shop in
            let (_, ended, _, _) = try await shop.prepare(in: gallery)
            #expect(await shop.report(ended, .noDestination))
            let page = try await browse(gallery, with: shop.testKey) { browser in
                let answer = try browser.submit(
                    "/dashboard/webhooks",
                    to: "/dashboard/webhooks/resend",
                    "since=\(day)"
                )
                return try browser.get(try #require(answer.field("location"))).text
            }
            #expect(page.contains(text))
            let isAgain = day == "2026-06-15"
            #expect(
                try await gallery.engine.event(EventID(of: ended))?.state.status == (isAgain ? .pending : .canceled)
            )
        }
    }

    @Test(arguments: ["", "today", "2026-02-30", "2026-06-15T00:00:00Z"])
    func `a day that is none is told`(day: String) async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) {
                try $0.submit("/dashboard/webhooks", to: "/dashboard/webhooks/resend", "since=\(day)")
            }
            #expect(answer.status == 422)
            #expect(answer.text.contains("A day is written like"))
        }
    }

    @Test(arguments: [
        ("state=delivered", 200, 1), ("state=pending", 200, 4), ("type=checkout.session.expired", 200, 1),
        ("state=failed", 200, 0), ("state=gone", 400, 0), ("type=x", 400, 0), ("before=0", 400, 0),
    ])
    func `the list shows what is asked for`(query: String, status: Int, count: Int) async throws {
        try await withShop { gallery, shop in
            _ = try await Story(of: shop, in: gallery)
            let page = try await browse(gallery, with: shop.testKey) { try $0.get("/dashboard/webhooks?\(query)") }
            #expect(page.status == status)
            #expect(page.text.matches(of: /href="\/dashboard\/webhooks\/evt_/).count == count)
        }
    }

    @Test func `many events stand on several pages`() async throws {
        try await withShop { gallery, shop in
            _ = try await shop.prepare(in: gallery)
            for _ in 0..<29 { try await shop.change(try await shop.create(), .cancel) }
            let counts = try await browse(gallery, with: shop.testKey) { browser in
                let first = try browser.get("/dashboard/webhooks").text
                let next = try #require(first.firstMatch(of: /href="([^"]+)" rel="next"/)).output.1
                return try [first, browser.get(String(next).replacing("&amp;", with: "&")).text]
                    .map { $0.matches(of: /href="\/dashboard\/webhooks\/evt_/).count }
            }
            #expect(counts == [25, 7])
        }
    }
}
