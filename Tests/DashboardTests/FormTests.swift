import Checkout
import CheckoutEngine
import TestTools
import Testing

@testable import Dashboard
@testable import DashboardGallery

/// What every form refuses, whatever it is for.
@Suite struct FormTests {
    /// A form and what it says beside its token; the same for each merchant, so that it can be walked.
    struct Form: Sendable {
        let page: String
        let action: String
        var entries = ""

        /// Whether it takes a file.
        var isUpload = false
    }

    /// Every form that somebody who is signed in can find, for a session and a key.
    ///
    /// `ended` is a session that the merchant was told of.
    static func forms(_ session: SessionID, _ ended: SessionID, _ key: KeyID, _ subscribed: SessionID) -> [Form] {
        let event = EventID(of: ended).text
        let subscription = "/dashboard/subscriptions/\(SubscriptionID(of: subscribed).text)/cancel"
        return [
            Form(page: "/dashboard", action: "/dashboard/sign-out"),
            Form(page: "/dashboard/mode", action: "/dashboard/mode", entries: "key=sk_live_wrong"),
            Form(page: "/dashboard/keys", action: "/dashboard/keys", entries: "name=Another"),
            Form(page: "/dashboard/keys/\(key.text)/revoke", action: "/dashboard/keys/\(key.text)/revoke"),
            Form(page: "/dashboard/settings", action: "/dashboard/settings/merchant", entries: "name=Another&color="),
            Form(page: "/dashboard/settings", action: "/dashboard/settings/logo", isUpload: true),
            Form(page: "/dashboard/settings", action: "/dashboard/settings/logo-removal"),
            Form(page: "/dashboard/settings", action: "/dashboard/settings/webhook", entries: "url="),
            Form(page: "/dashboard/settings", action: "/dashboard/settings/secret", entries: "overlap=0"),
            Form(page: "/dashboard/settings", action: "/dashboard/settings/test"),
            Form(page: "/dashboard/settings", action: "/dashboard/settings/wallet-key"),
            Form(page: "/dashboard/settings", action: "/dashboard/settings/wallet-removal"),
            Form(
                page: "/dashboard/settings",
                action: "/dashboard/settings/wallet",
                entries: "address=%24wallet.example&key_id=a&private_key="
            ),
            Form(page: subscription, action: subscription),
            Form(page: "/dashboard/webhooks", action: "/dashboard/webhooks/resend", entries: "since=2026-06-15"),
            Form(page: "/dashboard/webhooks/\(event)", action: "/dashboard/webhooks/\(event)/resend"),
        ]
            + SessionChange.allCases.map { change in
                let path = "/dashboard/sessions/\(session.text)/\(change)"
                return Form(page: path, action: path)
            }
    }

    /// What can be changed by a form, as it stands.
    struct Standing: Equatable, Sendable {
        let status: SessionStatus?
        let keys: [KeyID: Timestamp?]
        let merchant: Merchant?
        let logo: MerchantLogo?
        let delivery: DeliveryState?
        let subscription: SubscriptionStatus?

        init(_ shop: Shop, _ session: SessionID, _ ended: SessionID, _ subscribed: SessionID) async throws {
            status = try await shop.status(of: session)
            // That a key is used is no change by a form.
            let all = shop.engine.directory.current.keys(of: shop.id)
            keys = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.revokedAt) })
            merchant = shop.engine.directory.current.merchant(shop.id)
            logo = shop.engine.directory.current.logo(of: shop.id)
            subscription = try await shop.engine.subscription(SubscriptionID(of: subscribed))?.subscription.status
            delivery = try await shop.engine.event(EventID(of: ended))?.state
        }
    }

    private func withForms(
        _ body: (Gallery, Shop, [Form], () async throws -> Standing) async throws -> Void
    ) async throws {
        try await withShop { gallery, shop in
            let (session, ended, key, subscribed) = try await shop.prepare(in: gallery)
            try await body(gallery, shop, Self.forms(session, ended, key, subscribed)) {
                try await Standing(shop, session, ended, subscribed)
            }
        }
    }

    @Test func `the forms that are walked here are all the forms there are`() async throws {
        try await withForms { gallery, shop, forms, _ in
            let session = try #require(forms.first { $0.action.contains("/expire") }).action
            let found = try await browse(gallery, with: shop.testKey) { browser in
                var found: Set<String> = []
                var seen: Set<String> = []
                var paths = ["/dashboard", String(session.dropLast("/expire".count))]
                while let path = paths.popLast() {
                    guard seen.insert(path).inserted else { continue }
                    let page = try browser.get(path).text
                    found.formUnion(page.matches(of: /method="post" action="([^"]+)"/).map { String($0.output.1) })
                    let links = page.matches(of: /href="(\/dashboard[^"?.]*)"/).map { String($0.output.1) }
                    paths += links
                }
                return found
            }
            let keys = gallery.engine.directory.current.keys(of: shop.id)
            let walked = Set(forms.map(\.action))
            // Other keys can be revoked as well as that one, and other events sent again.
            let others = Set(keys.map { "/dashboard/keys/\($0.id.text)/revoke" })
                .union(found.filter { $0.contains("/webhooks/evt_") && $0.hasSuffix("/resend") })
            #expect(walked.subtracting(found).isEmpty)
            #expect(found.subtracting(walked).subtracting(others).isEmpty)
        }
    }

    @Test func `no form is taken without its token, or with another one`() async throws {
        try await withForms { gallery, shop, forms, standing in
            let before = try await standing()
            let other = try await gallery.open("Hedgehog Rescue")
            let tokens = try await onThread {
                // Another merchant's, another sign-in's of the same merchant, and that of the sign-in form.
                try [other.testKey, shop.testKey]
                    .map { key in
                        let browser = Browser(gallery)
                        try browser.signIn(key)
                        let page = try browser.get("/dashboard").text
                        return try #require(Browser.token(in: page, of: "/dashboard/sign-out"))
                    }
            }
            for form in forms {
                let statuses = try await browse(gallery, with: shop.testKey) { browser in
                    let answers = try [form.entries, "token=&\(form.entries)", "token=AAAAAAAAAAAAAAAAAAAAAA"]
                        .map { try browser.post(form.action, $0).status }
                    return try answers
                        + tokens.map { try browser.post(form.action, "token=\($0)&\(form.entries)").status }
                }
                #expect(statuses == [403, 403, 403, 403, 403], "\(form.action)")
            }
            #expect(try await standing() == before)
        }
    }

    @Test(arguments: [
        nil, "null", "https://evil.example", "http://localhost.evil.example", "https://localhost",
        "http://localhost:81",
    ])
    func `no form is taken that does not say that it comes from here`(origin: String?) async throws {
        try await withForms { gallery, shop, forms, standing in
            let before = try await standing()
            for form in forms {
                let answer = try await browse(gallery, with: shop.testKey) { browser in
                    browser.origin = origin
                    return try browser.submit(form.page, to: form.action, form.entries)
                }
                #expect(answer.status == 403, "\(form.action)")
                #expect(answer.text.contains("Nothing was changed"))
            }
            #expect(try await standing() == before)
        }
    }

    @Test func `no form is taken from who is not signed in`() async throws {
        try await withForms { gallery, shop, forms, standing in
            let before = try await standing()
            for form in forms {
                let answer = try await browse(gallery) { browser in
                    _ = try browser.get("/dashboard")
                    return try browser.post(form.action, "token=x&\(form.entries)")
                }
                #expect(answer.status == 403, "\(form.action)")
                #expect(answer.text.contains("You are not signed in"))
            }
            #expect(try await standing() == before)
        }
    }

    @Test func `with its own token every form is taken`() async throws {
        try await withForms { gallery, shop, forms, _ in
            // What ends the sign-in or what others need comes last.
            for form in forms.reversed() where !form.action.hasSuffix("/cancel") {
                let answer = try await browse(gallery, with: shop.testKey) { browser in
                    guard form.isUpload else { return try browser.submit(form.page, to: form.action, form.entries) }
                    let token = try #require(Browser.token(in: try browser.get(form.page).text, of: form.action))
                    return try browser.upload(PictureFile.wool, to: form.action, token: token)
                }
                #expect([200, 303, 422].contains(answer.status), "\(form.action): \(answer.status)")
            }
        }
    }

    @Test func `the sign-in form has a token and an origin, too`() async throws {
        try await withShop { gallery, shop in
            let statuses = try await browse(gallery) { browser in
                _ = try browser.get("/dashboard")
                let bare = try browser.post("/dashboard/sign-in", "key=\(shop.testKey)").status
                let page = try browser.get("/dashboard").text
                let token = try #require(Browser.token(in: page, of: "/dashboard/sign-in"))
                let stranger = try Browser(gallery).post("/dashboard/sign-in", "token=\(token)&key=\(shop.testKey)")
                    .status
                browser.origin = "https://evil.example"
                let foreign = try browser.post("/dashboard/sign-in", "token=\(token)&key=\(shop.testKey)").status
                return [bare, stranger, foreign]
            }
            #expect(statuses == [403, 403, 403])
        }
    }

    @Test(arguments: ["%zz", "token=1&token=2", "=&=&"])
    func `what is no form is refused`(form: String) async throws {
        try await withShop { gallery, shop in
            let answer = try await browse(gallery, with: shop.testKey) { try $0.post("/dashboard/keys", form) }
            #expect(answer.status == 400)
        }
    }

    @Test func `a form larger than any is refused, before it is read and after`() async throws {
        try await withShop { gallery, shop in
            let statuses = try await browse(gallery, with: shop.testKey) { browser in
                let form = "name=" + String(repeating: "a", count: 17_000)
                return [try browser.post("/dashboard/keys", form).status]
            }
            #expect(statuses == [413])
        }
    }
}
