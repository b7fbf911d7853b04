package import Checkout
package import CheckoutEngine

extension DeliveryService {
    /// The request of an attempt to send an event, as far as it is known now; nil if the merchant is not.
    package func sentRequest(of attempt: DeliveryAttempt, _ event: StoredEvent) -> SentRequest? {
        let (merchant, keyMode) = (event.session.merchant, event.session.keyMode)
        guard let settings = engine.directory.current.merchant(merchant)?[keyMode] else { return nil }
        let secrets = try? WebhookSecrets.valid(
            for: settings,
            of: merchant,
            keyMode,
            vault: engine.vault,
            at: attempt.startedAt
        )
        let webhook = Webhook(
            url: "",
            eventID: event.id.text,
            type: event.type.text.description,
            body: event.body
        )
        return SentRequest(
            of: webhook,
            at: attempt.startedAt,
            settings: settings,
            secrets: secrets ?? [],
            version: version
        )
    }
}
