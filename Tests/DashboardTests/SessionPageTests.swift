import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct SessionPageTests {
    private static func page(_ name: String) async throws -> String {
        try await withShop { gallery, shop in
            let story = try await Story(of: shop, in: gallery)
            let path = "/dashboard/sessions/\(story[name].text)"
            return try await browse(gallery, with: shop.testKey) { try $0.get(path).text }
        }
    }

    @Test func `an open session shows its order, its reference, its metadata and its pay link`() async throws {
        let page = try await Self.page("open")
        for text in [
            "114.00 EUR", "Wool sweater", "Sea green, size M, knitted in Skye", "12.50 EUR", "25.00 EUR", "order-1001",
            "<dt>channel</dt><dd>web</dd>", "https://pay.example.com/pay/cs_", "https://shop.example/cart",
            "The session was created",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.contains("/expire\">Expire …") && page.contains("/cancel\">Cancel …"))
    }

    @Test func `a paid session shows where the money went, and what the shop was told`() async throws {
        let page = try await Self.page("completed")
        for text in [
            "https://bank.example/alice", "https://wallet.example/op/incoming-payments/7c0e",
            "https://bank.example/op/outgoing-payments/5f1f", "46.61 EUR", "checkout.session.completed",
            "answered with 503", "connection refused", "answered with 200", "Delivered",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("Expire …") && !page.contains("Customers pay at"))
    }

    @Test(arguments: [("expire", SessionStatus.expired), ("cancel", .canceled)])
    func `a session is ended after a question`(verb: String, status: SessionStatus) async throws {
        try await withShop { gallery, shop in
            let session = try await shop.create()
            let path = "/dashboard/sessions/\(session.text)"
            let (question, answer, page) = try await browse(gallery, with: shop.testKey) { browser in
                let question = try browser.get("\(path)/\(verb)").text
                let answer = try browser.submit("\(path)/\(verb)")
                let location = try #require(answer.field("location"))
                return (question, answer, try browser.get(location).text)
            }
            #expect(question.contains("Nobody can pay it any more"))
            #expect(answer.status == 303)
            #expect(page.contains("class=\"news\""))
            #expect(try await shop.status(of: session) == status)
        }
    }

    @Test func `a session that has ended, or may have been paid, is not ended again`() async throws {
        try await withShop { gallery, shop in
            let story = try await Story(of: shop, in: gallery)
            let answers = try await browse(gallery, with: shop.testKey) { browser in
                let token = try #require(
                    Browser.token(in: try browser.get("/dashboard").text, of: "/dashboard/sign-out")
                )
                return try ["completed", "processing", "canceled", "expired"]
                    .flatMap { name in
                        let path = "/dashboard/sessions/\(story[name].text)/cancel"
                        return [try browser.get(path), try browser.post(path, "token=\(token)")]
                    }
            }
            #expect(answers.allSatisfy { $0.status == 409 && $0.text.contains("Nothing was changed") })
            #expect(try await shop.status(of: story["processing"]) == .processing)
            #expect(try await shop.status(of: story["completed"]) == .completed)
        }
    }

    @Test func `a session whose time is up is shown as expired`() async throws {
        try await withShop { gallery, shop in
            let session = try await shop.create()
            gallery.clock.advance(seconds: 86_400)
            let page = try await browse(gallery, with: shop.testKey) {
                try $0.get("/dashboard/sessions/\(session.text)").text
            }
            #expect(page.contains(">Expired</span>"))
        }
    }
}
