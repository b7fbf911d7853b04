import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

@Suite struct SubscriptionTests {
    @Test func `a subscription is listed, shown, and canceled after a question`() async throws {
        try await withShop { gallery, shop in
            let session = try await shop.create(Sample.magazine())
            try await shop.pay(session, to: .closed)
            let id = SubscriptionID(of: session)
            let path = "/dashboard/subscriptions/\(id.text)"
            let (list, page, answer, ended) = try await browse(gallery, with: shop.testKey) { browser in
                let list = try browser.get("/dashboard/subscriptions").text
                let page = try browser.get(path).text
                let answer = try browser.submit("\(path)/cancel")
                return (list, page, answer, try browser.get(try #require(answer.field("location"))).text)
            }
            #expect(list.contains(path) && list.contains("Field Notes") && list.contains("9.99 EUR every month"))
            #expect(page.contains(">Active</span>") && page.contains("/dashboard/sessions/\(session.text)"))
            #expect(answer.status == 303)
            #expect(ended.contains("Nothing is charged any more.") && ended.contains("You have canceled it"))
            #expect(!ended.contains("Cancel …"))
            #expect(try await gallery.engine.subscription(id)?.subscription.status == .canceled)
        }
    }

    @Test func `what is canceled is not canceled again`() async throws {
        try await withShop { gallery, shop in
            let session = try await shop.create(Sample.magazine())
            try await shop.pay(session, to: .closed)
            let path = "/dashboard/subscriptions/\(SubscriptionID(of: session).text)/cancel"
            let answers = try await browse(gallery, with: shop.testKey) { browser in
                let token = try #require(Browser.token(in: try browser.get(path).text, of: path))
                return try (0..<2).map { _ in try browser.post(path, "token=\(token)") } + [browser.get(path)]
            }
            #expect(answers.map(\.status) == [303, 409, 409])
        }
    }

    @Test(arguments: [
        ("status=active", 200, 1), ("status=canceled", 200, 0), ("status=gone", 400, 0), ("before=0", 400, 0),
    ])
    func `the list shows what is asked for`(query: String, status: Int, count: Int) async throws {
        try await withShop { gallery, shop in
            try await shop.pay(try await shop.create(Sample.magazine()), to: .closed)
            let page = try await browse(gallery, with: shop.testKey) { try $0.get("/dashboard/subscriptions?\(query)") }
            #expect(page.status == status)
            #expect(page.text.matches(of: /href="\/dashboard\/subscriptions\/sub_/).count == count)
        }
    }
}
