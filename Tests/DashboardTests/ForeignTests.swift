import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

/// What is another merchant's, or the other mode's, by every page and every form.
@Suite struct ForeignTests {
    /// Pages about one thing, by its identifiers.
    private static func pages(
        _ session: SessionID,
        _ ended: SessionID,
        _ key: KeyID,
        _ subscribed: SessionID
    ) -> [String] {
        [
            "/dashboard/sessions/\(session.text)", "/dashboard/sessions/\(session.text)/expire",
            "/dashboard/sessions/\(session.text)/cancel", "/dashboard/keys/\(key.text)/revoke",
            "/dashboard/webhooks/\(EventID(of: ended).text)",
            "/dashboard/subscriptions/\(SubscriptionID(of: subscribed).text)",
            "/dashboard/subscriptions/\(SubscriptionID(of: subscribed).text)/cancel",
        ]
    }

    private func expectNothing(_ gallery: Gallery, as key: String, of shop: Shop, _ keyMode: KeyMode) async throws {
        let (session, ended, foreign, subscribed) = try await shop.prepare(in: gallery, keyMode)
        let before = try await FormTests.Standing(shop, session, ended, subscribed)
        let (pages, unknown, forms, lists) = try await browse(gallery, with: key) { browser in
            let pages = try Self.pages(session, ended, foreign, subscribed).map { try browser.get($0) }
            let nothing = SessionID(partition: 0, stripe: 3, random: 99)
            let unknown = try Self.pages(nothing, nothing, KeyID(number: 99), nothing).map { try browser.get($0) }
            let page = try browser.get("/dashboard").text
            let token = try #require(Browser.token(in: page, of: "/dashboard/sign-out"))
            let forms = try FormTests.forms(session, ended, foreign, subscribed)
                .filter { $0.action.contains("_") }
                .map { try browser.post($0.action, "token=\(token)&\($0.entries)") }
            let lists = try [
                "/dashboard", "/dashboard?search=secret-order", "/dashboard?search=\(session.text)", "/dashboard/keys",
                "/dashboard/overview", "/dashboard/settings", "/dashboard/webhooks",
                "/dashboard/subscriptions",
            ]
            .map { try browser.get($0).text }
            return (pages, unknown, forms, lists)
        }
        #expect(pages.map(\.status) == [404, 404, 404, 404, 404, 404, 404])
        // What is not ours looks exactly like what is not there.
        #expect(zip(pages, unknown).allSatisfy { $0.body == $1.body })
        #expect(forms.map(\.status) == [404, 404, 404, 404, 404])
        #expect(lists.allSatisfy { !$0.contains("secret-order</td>") && !$0.contains("Secret key") })
        #expect(lists.allSatisfy { !$0.contains("/sessions/\(session.text)") && !$0.contains("secret.example") })
        #expect(lists.allSatisfy { !$0.contains("/webhooks/evt_") && !$0.contains("/subscriptions/sub_") })
        #expect(lists[4].contains("<th scope=\"row\">Sessions created</th><td class=\"number\">0</td>"))
        #expect(try await FormTests.Standing(shop, session, ended, subscribed) == before)
    }

    @Test func `another merchant's is neither seen nor changed`() async throws {
        try await withShop { gallery, shop in
            let other = try await gallery.open("Hedgehog Rescue")
            try await expectNothing(gallery, as: shop.testKey, of: other, .test)
        }
    }

    @Test func `nor what is one's own in the other mode`() async throws {
        try await withShop { gallery, shop in
            try await expectNothing(gallery, as: shop.liveKey, of: shop, .test)
        }
    }

    @Test func `one's own is found by the same ways`() async throws {
        try await withShop { gallery, shop in
            let (session, ended, key, subscribed) = try await shop.prepare(in: gallery)
            let (pages, list) = try await browse(gallery, with: shop.testKey) { browser in
                (
                    try Self.pages(session, ended, key, subscribed).map { try browser.get($0).status },
                    try browser.get("/dashboard?search=secret-order").text
                )
            }
            #expect(pages == [200, 200, 200, 200, 200, 200, 200])
            #expect(list.contains("secret-order</td>"))
        }
    }
}
