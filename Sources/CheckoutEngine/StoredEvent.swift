package import Checkout

/// What a merchant is told of a session, as the engine keeps it: never changed, only replaced.
///
/// The session is final, so that the object which is kept here is what the merchant is told, for as long as it is told.
package final class StoredEvent: Sendable {
    /// The session as it ended.
    package let session: StoredSession

    /// What is told of it.
    package let type: WebhookEventType

    /// When the session became final.
    package let raisedAt: Timestamp

    /// Its place in lists: the record that raised it, and where in it.
    package let place: UInt64

    /// Sequence of the last record that changed it: what a reader must wait for.
    package let lastSequence: UInt64

    /// What was tried, and what comes next.
    package let state: DeliveryState

    /// An event as a record raised it, or as a snapshot holds it.
    init(
        session: StoredSession,
        type: WebhookEventType,
        raisedAt: Timestamp,
        place: UInt64,
        lastSequence: UInt64,
        state: DeliveryState
    ) {
        self.session = session
        self.type = type
        self.raisedAt = raisedAt
        self.place = place
        self.lastSequence = lastSequence
        self.state = state
    }

    /// The event's identifier.
    package var id: EventID { EventID(of: session.id) }

    /// The place of an event that stands as number `index` in the record of a sequence.
    ///
    /// A record holds ``Limits/dueEventsPerRecord`` ends of sessions at most, and as many events of them.
    static func place(of sequence: UInt64, index: Int) -> UInt64 {
        precondition(index < 1024, "a record holds fewer events than places")
        return sequence << 10 | UInt64(index)
    }

    /// The same event in another state.
    func replacing(state: DeliveryState, at sequence: UInt64) -> StoredEvent {
        StoredEvent(
            session: session,
            type: type,
            raisedAt: raisedAt,
            place: place,
            lastSequence: sequence,
            state: state
        )
    }
}

extension StoredEvent: Listed {
    var createdAt: Timestamp { raisedAt }
}
