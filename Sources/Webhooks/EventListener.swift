package import Checkout
package import CheckoutEngine

/// Told of an event when it is first taken, with the secrets under which it is signed; must not block.
package typealias EventListener = @Sendable (StoredEvent, [WebhookSecret]) -> Void

extension StoredEvent {
    /// What the merchant's server is sent.
    package var body: [UInt8] {
        let (type, id) = (type.text.description, id.text)
        guard let object else {
            return WebhookBody.render(session: session.rendering(), type: type, eventID: id, at: raisedAt)
        }
        return WebhookBody.render(subscription: object, type: type, eventID: id)
    }
}
