package import Checkout

/// What a merchant is told of a session or its subscription, as the engine keeps it: never changed, only replaced.
///
/// The session is final, so that the object which is kept here is what the merchant is told, for as long as it is told.
/// A subscription goes on: of that its rendering is kept.
package final class StoredEvent: Sendable {
    /// The session as it ended.
    package let session: StoredSession

    /// Which event of the session's subscription this is, from 1; 0 for the session's own.
    let number: UInt32

    /// What is told.
    package let type: WebhookEventType

    /// The subscription as it was then, in JSON; nil for an event of a session.
    package let object: [UInt8]?

    /// When it happened.
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
        number: UInt32,
        type: WebhookEventType,
        object: [UInt8]?,
        raisedAt: Timestamp,
        place: UInt64,
        lastSequence: UInt64,
        state: DeliveryState
    ) {
        self.session = session
        self.number = number
        self.type = type
        self.object = object
        self.raisedAt = raisedAt
        self.place = place
        self.lastSequence = lastSequence
        self.state = state
    }

    /// The event's identifier.
    package var id: EventID { EventID(of: session.id, number: number) }

    /// The place of an event that stands as number `index` in the record of a sequence.
    ///
    /// A record holds ``Limits/dueEventsPerRecord`` ends of sessions at most, and as many events of them; or the step
    /// of one session and its subscription.
    static func place(of sequence: UInt64, index: Int) -> UInt64 {
        precondition(index < 1024, "a record holds fewer events than places")
        return sequence << 10 | UInt64(index)
    }

    /// The same event in another state.
    func replacing(state: DeliveryState, at sequence: UInt64) -> StoredEvent {
        StoredEvent(
            session: session,
            number: number,
            type: type,
            object: object,
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
