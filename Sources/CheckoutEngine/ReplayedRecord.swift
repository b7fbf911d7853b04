import Checkout

/// A record of the log made ready to be applied: all is done that needs nothing but the record, on whatever thread.
struct ReplayedRecord: Sendable {
    /// An event on its way back in.
    enum Step: Sendable {
        /// A session was created: this one.
        case insert(StoredSession)

        /// Anything else has happened.
        case apply(Event)
    }

    /// What the record tells, in its order.
    let steps: [Step]

    /// The latest time in it; nil for a record of nothing.
    let latest: Timestamp?

    /// What the events of a record come to.
    init(_ events: [Event], sequence: UInt64) {
        steps = events.map { event in
            switch event.fact {
            case .sessionCreated(let created):
                .insert(StoredSession(created, at: event.at, sequence: sequence))
            case .sessionChanged, .sessionsLeft, .deliveryChanged, .paymentStepped, .subscriptionStepped, .eventsLeft,
                .idempotencyKeyUsed, .idempotencyKeysLapsed, .directoryChanged:
                .apply(event)
            }
        }
        latest = events.map(\.at).max()
    }
}
