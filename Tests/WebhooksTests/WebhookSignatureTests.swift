import Checkout
import OutboundHTTP
import Testing
import Webhooks

/// Signatures, beside those that `openssl dgst -sha256 -hmac` and Python's `hmac` make.
struct WebhookSignatureTests {
    private static let newer = WebhookSecret(bytes: Array(0..<32))
    private static let older = WebhookSecret(bytes: Array(32..<64))
    private static let time = Timestamp(secondsSinceEpoch: 1_234_567_890)
    private static let body = Array(#"{"id":"cs_1","metadata":{"ä":"/"}}"#.utf8)

    /// What the newer secret makes of these, Stripe's way.
    private static let signature = """
        t=1234567890,v1=1ce45fb021f88a39e5e40f711ca1482704863058455b67bcfc6e4ddf93a61fae
        """

    @Test func `one secret makes one signature of each kind`() throws {
        let signature = WebhookSignature(
            body: Self.body,
            eventID: "evt_1",
            at: Self.time,
            secrets: [try #require(Self.newer)]
        )
        #expect(signature.stripe == Self.signature)
        #expect(signature.standard == "v1,H9SftwejfrclLr54BRBMHGETK7EktVvjGcb9/Xhjdys=")
    }

    @Test func `two secrets make two, the newer one's first`() throws {
        let signature = WebhookSignature(
            body: Self.body,
            eventID: "evt_1",
            at: Self.time,
            secrets: [try #require(Self.newer), try #require(Self.older)]
        )
        #expect(
            signature.stripe == """
                t=1234567890,v1=1ce45fb021f88a39e5e40f711ca1482704863058455b67bcfc6e4ddf93a61fae,\
                v1=8600ee2f6651873baf929f2968f07cc6a9a091023f4c3f90a54adc5fe8b80d72
                """
        )
        #expect(
            signature.standard
                == "v1,H9SftwejfrclLr54BRBMHGETK7EktVvjGcb9/Xhjdys= v1,GfbzuSzUZH2StySfGxFaj28Xz0zYFKvf1CJNK4Wr9xw="
        )
    }

    @Test func `a request has all fields, and the body as it is`() throws {
        let webhook = Webhook(
            url: "https://shop.example/hook",
            eventID: "evt_1",
            type: "checkout.session.completed",
            body: Self.body
        )
        let request = webhook.request(at: Self.time, secrets: [try #require(Self.newer)], version: "1.2.3")
        #expect(request.method == "POST")
        #expect(request.url == "https://shop.example/hook")
        #expect(request.body == Self.body)
        #expect(
            request.headers.map { "\($0.name): \($0.value)" } == [
                "Content-Type: application/json", "User-Agent: OpenCheckout/1.2.3",
                "OpenCheckout-Signature: \(Self.signature)",
                "OpenCheckout-Event: checkout.session.completed", "webhook-id: evt_1", "webhook-timestamp: 1234567890",
                "webhook-signature: v1,H9SftwejfrclLr54BRBMHGETK7EktVvjGcb9/Xhjdys=",
            ]
        )
    }
}
