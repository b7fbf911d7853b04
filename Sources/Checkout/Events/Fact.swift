/// What an event says has happened.
package enum Fact: Hashable, Sendable {
    /// A session was created.
    case sessionCreated(CreatedSession)
    /// Something has happened to a session.
    case sessionChanged(SessionID, SessionEvent)
    /// Final sessions were kept long enough and are gone.
    case sessionsLeft([SessionID])
    /// An idempotency key was used for the first time, at the event's time.
    case idempotencyKeyUsed(IdempotencyUse)
    /// Idempotency keys first used at this time or before are forgotten.
    case idempotencyKeysLapsed(through: Timestamp)
    /// Something has happened to the delivery of an event of a session, or of its subscription.
    case deliveryChanged(EventID, DeliveryEvent)
    /// A session's attempt to pay has come to this.
    indirect case paymentStepped(SessionID, PaymentAttempt)
    /// The subscription that a session has made has come to this.
    indirect case subscriptionStepped(SessionID, Subscription)
    /// Events whose deliveries ended at this time or before are forgotten.
    case eventsLeft(endedThrough: Timestamp)
    /// Something has happened to the directory of merchants and keys.
    indirect case directoryChanged(DirectoryEvent)

    /// The value of the event's member `type`.
    package var type: StaticString {
        switch self {
        case .sessionCreated: "session_created"
        case .sessionChanged(_, let event): event.type
        case .sessionsLeft: "sessions_left"
        case .idempotencyKeyUsed: "idempotency_key_used"
        case .idempotencyKeysLapsed: "idempotency_keys_lapsed"
        case .deliveryChanged(_, let event): event.type
        case .paymentStepped: "payment_stepped"
        case .subscriptionStepped: "subscription_stepped"
        case .eventsLeft: "events_left"
        case .directoryChanged(let event): event.type
        }
    }
}

extension SessionEvent {
    /// The value of the event's member `type`.
    package var type: StaticString {
        switch self {
        case .preparationStarted: "session_preparing"
        case .approvalRequested: "session_awaiting_approval"
        case .reopened: "session_reopened"
        case .approvalClaimed: "session_processing"
        case .partiallyPaid: "session_partially_paid"
        case .completed: "session_completed"
        case .expired: "session_expired"
        case .canceled: "session_canceled"
        }
    }
}

extension DeliveryEvent {
    /// The value of the event's member `type`.
    package var type: StaticString {
        switch self {
        case .raised: "event_raised"
        case .attempted: "event_attempted"
        case .resent: "event_resent"
        case .canceled: "event_canceled"
        }
    }
}

extension DirectoryEvent {
    /// The value of the event's member `type`.
    package var type: StaticString {
        switch self {
        case .merchantCreated: "merchant_created"
        case .merchantUpdated: "merchant_updated"
        case .keyCreated: "key_created"
        case .keyUsed: "key_used"
        case .keyRevoked: "key_revoked"
        case .signedIn: "signed_in"
        case .logoChanged: "logo_changed"
        }
    }
}
