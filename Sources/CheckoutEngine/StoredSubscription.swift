package import Checkout

/// A subscription as the engine keeps it: never changed, only replaced.
package final class StoredSubscription: Sendable {
    /// The session that has made it, completed.
    package let session: StoredSession

    /// How it stands.
    package let subscription: Subscription

    /// Sequence of the record that made it: its place in lists.
    package let firstSequence: UInt64

    /// Sequence of the last record that changed it: what a reader must wait for, and what the next step names.
    package let lastSequence: UInt64

    /// A subscription as a record brought it, or as a snapshot holds it.
    init(session: StoredSession, subscription: Subscription, firstSequence: UInt64, lastSequence: UInt64) {
        self.session = session
        self.subscription = subscription
        self.firstSequence = firstSequence
        self.lastSequence = lastSequence
    }

    /// The subscription's identifier.
    package var id: SubscriptionID { SubscriptionID(of: session.id) }

    /// The object as the merchant sees it now, in JSON.
    package func rendering() -> [UInt8] {
        rendering(of: subscription)
    }

    /// The object as it would be after a step.
    func rendering(of subscription: Subscription) -> [UInt8] {
        SubscriptionRendering.render(subscription, id: id, session: session.rendering())
    }

    /// Checks what is true of every subscription at every time.
    func checkInvariants() throws {
        guard session.state.subscription == id.text else {
            throw RecoveryContradiction(description: "a session does not name its subscription")
        }
        try SubscriptionRules.checkInvariants(of: subscription)
    }
}

extension StoredSubscription: Listed {
    /// A record makes one at most.
    var place: UInt64 { firstSequence }

    var createdAt: Timestamp { subscription.createdAt }
}
