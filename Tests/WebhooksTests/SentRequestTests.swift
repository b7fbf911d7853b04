import Checkout
import OutboundHTTP
import Testing
import Webhooks

struct SentRequestTests {
    private let shop = MerchantID(partition: 1, number: 1)
    private let changedAt = Timestamp(secondsSinceEpoch: 1_800_000_000)
    private let url = "https://hooks.example/h"

    private func secrets() throws -> [WebhookSecret] {
        try [1, 2].map { try #require(WebhookSecret(bytes: [UInt8](repeating: $0, count: WebhookSecret.byteCount))) }
    }

    private func webhook() -> Webhook {
        Webhook(url: url, eventID: "evt_1", type: "checkout.session.expired", body: Array("{}".utf8))
    }

    /// Settings whose URL was set at `changedAt`.
    private func settings() throws -> MerchantSettings {
        var directory = Directory()
        let merchant = Merchant(
            id: shop,
            name: "Shop",
            createdAt: changedAt - 100,
            test: MerchantSettings(),
            live: MerchantSettings()
        )
        directory.apply(.merchantCreated(merchant), at: changedAt - 100)
        for event in try directory.decide(.updateMerchant(shop, [.webhookURL(url, .test)]), at: changedAt) {
            directory.apply(event, at: changedAt)
        }
        return try #require(directory.merchant(shop)?.test)
    }

    @Test func `is the request that was sent, field by field`() throws {
        let time = changedAt + 1
        let sent = webhook().request(at: time, secrets: try secrets(), version: "1.2")
        let shown = SentRequest(
            of: webhook(),
            at: time,
            settings: try settings(),
            secrets: try secrets(),
            version: "1.2"
        )
        #expect(shown.url == sent.url)
        #expect(shown.headers.map { "\($0.name): \($0.value)" } == sent.headers.map { "\($0.name): \($0.value)" })
        #expect(shown.headers.map(\.name).contains("OpenCheckout-Signature"))
        #expect(shown.body == sent.body)
    }

    @Test func `shows neither URL nor signature once they may have been others`() throws {
        for time in [changedAt, changedAt - 1] {
            let shown = SentRequest(
                of: webhook(),
                at: time,
                settings: try settings(),
                secrets: try secrets(),
                version: "1.2"
            )
            #expect(shown.url == nil)
            let names = ["Content-Type", "User-Agent", "OpenCheckout-Event", "webhook-id", "webhook-timestamp"]
            #expect(shown.headers.map(\.name) == names)
            #expect(shown.body == Array("{}".utf8))
        }
    }
}
