package import Checkout
import CheckoutEngine
import Cryptography

extension DeliveryService {
    /// Sends an event that tells of nothing to a merchant's destination, and says what came of it.
    ///
    /// Nothing of it is kept, and it does not count for or against the destination. Nil if there is no destination, or
    /// this server is ending.
    package func sendTest(to subscriber: Subscriber) async -> DeliveryAttempt? {
        guard let settings = engine.directory.current.merchant(subscriber.merchant)?[subscriber.keyMode],
            let url = settings.webhookURL, let destination = destination(of: subscriber, url: url)
        else {
            return nil
        }
        let random = SessionID(
            partition: subscriber.merchant.partition,
            stripe: 0,
            random: engine.random.next128()
        )
        let id = EventID(of: random).text
        let body = WebhookBody.renderTest(keyMode: subscriber.keyMode, eventID: id, at: engine.clock.now())
        return await attempt(Webhook(url: url, eventID: id, type: "webhook.test", body: body), at: destination)?.0
    }
}
