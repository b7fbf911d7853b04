package import Checkout
package import CheckoutEngine
import OutboundHTTP

extension DeliveryService {
    /// The request of an attempt to send an event, put together again.
    ///
    /// Nothing of it is kept but what it follows from: the event, the attempt's time, and the settings. A signature is the
    /// same whenever it is made; where URL or secret were changed in or after the attempt's second, they are left out.
    package func sentRequest(of attempt: DeliveryAttempt, _ event: StoredEvent) -> SentRequest {
        let subscriber = Subscriber(of: event)
        let settings = engine.directory.current.merchant(subscriber.merchant)?[subscriber.keyMode]
        let isAsThen = settings?.webhook.updatedAt.map { $0 < attempt.startedAt } ?? true
        let url = isAsThen ? settings?.webhookURL : nil
        let secrets = url == nil ? [] : self.secrets(of: subscriber, at: attempt.startedAt)
        let webhook = Webhook(
            url: url ?? "",
            eventID: event.id.text,
            type: event.type.text.description,
            body: event.body
        )
        return SentRequest(
            url: url,
            headers: webhook.headers(at: attempt.startedAt, secrets: secrets, version: version),
            body: webhook.body
        )
    }

    private func secrets(of subscriber: Subscriber, at time: Timestamp) -> [WebhookSecret] {
        guard let settings = engine.directory.current.merchant(subscriber.merchant)?[subscriber.keyMode] else {
            return []
        }
        let secrets = try? WebhookSecrets.valid(
            for: settings,
            of: subscriber.merchant,
            subscriber.keyMode,
            vault: engine.vault,
            at: time
        )
        return secrets ?? []
    }
}
