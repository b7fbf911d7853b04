package import Checkout
package import CheckoutEngine

/// Told of an event when it is first taken, with the secrets under which it is signed; must not block.
package typealias EventListener = @Sendable (StoredEvent, [WebhookSecret]) -> Void

extension StoredEvent {
    /// What the merchant's server is sent.
    package var body: [UInt8] {
        WebhookBody.render(session: session.rendering(), type: type.text.description, eventID: id.text, at: raisedAt)
    }
}
