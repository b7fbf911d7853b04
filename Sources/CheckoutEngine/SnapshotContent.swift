import Bytes
import Checkout

/// What a line of a snapshot says by itself, before it is brought together with those before it.
///
/// A reading throws for anything that `SnapshotEntity.encode` would not have written. It looks at nothing but the line,
/// so that many lines can be read at once.
enum SnapshotContent {
    /// A session.
    case session(StoredSession)

    /// What stands for itself: a merchant and what is a merchant's, a key, a payment, or an idempotency record with a
    /// reply of its own.
    indirect case entity(SnapshotEntity)

    /// An event of a session that stands before it, or of its subscription.
    indirect case eventOf(SessionID, EventDraft)

    /// A subscription of a session that stands before it.
    indirect case subscriptionOf(SessionID, SubscriptionDraft)

    /// An idempotency record whose reply is the original of a session that stands before it.
    case replayOf(SessionID, identity: UInt128, RecordDraft)

    /// An event without its session.
    struct EventDraft {
        let ofSubscription: (number: UInt32, type: WebhookEventType, object: [UInt8])?
        let raisedAt: Timestamp
        let place: UInt64
        let lastSequence: UInt64
        let state: DeliveryState

        /// The event, if the session has ended.
        func event(of session: StoredSession) -> StoredEvent? {
            guard let type = ofSubscription?.type ?? WebhookEventType(of: session.state.status) else { return nil }
            return StoredEvent(
                session: session,
                number: ofSubscription?.number ?? 0,
                type: type,
                object: ofSubscription?.object,
                raisedAt: raisedAt,
                place: place,
                lastSequence: lastSequence,
                state: state
            )
        }
    }

    /// A subscription without its session.
    struct SubscriptionDraft {
        let firstSequence: UInt64
        let lastSequence: UInt64
        let subscription: Subscription

        func stored(of session: StoredSession) -> StoredSubscription {
            StoredSubscription(
                session: session,
                subscription: subscription,
                firstSequence: firstSequence,
                lastSequence: lastSequence
            )
        }
    }

    /// An idempotency record without its reply.
    struct RecordDraft {
        let fingerprint: UInt128
        let firstUsedAt: Timestamp
        let sequence: UInt64
        let status: UInt16

        func record(reply: IdempotencyRecord.Reply) -> IdempotencyRecord {
            IdempotencyRecord(
                fingerprint: fingerprint,
                firstUsedAt: firstUsedAt,
                sequence: sequence,
                reply: reply,
                status: status
            )
        }
    }
}

extension SnapshotContent {
    /// Reads a line.
    init(reading line: [UInt8]) throws {
        let document = try JSONDocument(parsing: line)
        var reader = try MemberReader(document.root, of: document)
        let kind = try reader.next("entity")
        if document.isString(kind, "session") {
            self = .session(try Self.session(&reader, document))
        } else if document.isString(kind, "idempotency") {
            self = try Self.idempotency(&reader, document)
        } else if document.isString(kind, "event") {
            let id = try reader.eventID()
            self = .eventOf(id.session, try Self.event(id, &reader, document))
        } else if document.isString(kind, "subscription") {
            self = .subscriptionOf(try reader.sessionID("session"), try Self.subscription(&reader, document))
        } else if document.isString(kind, "payment") {
            self = .entity(.payment(try Self.payment(&reader, document)))
        } else if document.isString(kind, "merchant") {
            self = .entity(.merchant(try Merchant(reading: try reader.next("merchant"), of: document)))
        } else if document.isString(kind, "key") {
            self = .entity(.key(try APIKey(reading: try reader.next("key"), of: document)))
        } else if document.isString(kind, "sign_ins") {
            let merchant = try reader.merchantID("merchant")
            self = .entity(.signIns(merchant, try SignIn.read(try reader.next("sign_ins"), of: document)))
        } else if document.isString(kind, "logo") {
            self = .entity(try Self.logo(&reader))
        } else if document.isString(kind, "tally") {
            self = .entity(.tally(try TallyLine(reading: &reader, of: document)))
        } else {
            throw EventFormatError.typeUnknown(document.spelling(of: kind))
        }
        try reader.end()
    }

    private static func session(_ reader: inout MemberReader, _ document: JSONDocument) throws -> StoredSession {
        let merchant = try reader.merchantID("merchant")
        let first = UInt64(clamping: try reader.integer("first_sequence"))
        let last = UInt64(clamping: try reader.integer("last_sequence"))
        let state = try SessionState(reading: try reader.next("state"), of: document)
        let node = try reader.next("session")
        let fields = try StoredFields(parsing: node, of: document)
        return StoredSession(
            id: fields.id,
            merchant: merchant,
            keyMode: fields.keyMode,
            createdAt: fields.createdAt,
            firstSequence: first,
            lastSequence: last,
            referenceHash: StoredSession.hash(ofReference: fields.clientReferenceID),
            compact: CompactRendering(of: node, in: document, fields: fields),
            state: state
        )
    }

    private static func logo(_ reader: inout MemberReader) throws -> SnapshotEntity {
        let merchant = try reader.merchantID("merchant")
        guard let logo = try MerchantLogo.readOptional("logo", &reader) else {
            throw EventFormatError.memberMalformed("logo")
        }
        return .logo(merchant, logo)
    }

    private static func event(
        _ id: EventID,
        _ reader: inout MemberReader,
        _ document: JSONDocument
    ) throws -> EventDraft {
        EventDraft(
            ofSubscription: id.number == 0 ? nil : try told(by: id, &reader, document),
            raisedAt: try reader.time("raised_at"),
            place: UInt64(clamping: try reader.integer("place")),
            lastSequence: UInt64(clamping: try reader.integer("last_sequence")),
            state: try DeliveryState(reading: try reader.next("delivery"), of: document)
        )
    }

    private static func told(
        by id: EventID,
        _ reader: inout MemberReader,
        _ document: JSONDocument
    ) throws -> (number: UInt32, type: WebhookEventType, object: [UInt8]) {
        guard let type = WebhookEventType(parsing: try reader.string("event")), type.isOfSubscription else {
            throw EventFormatError.memberMalformed("event")
        }
        let object = try reader.next("object")
        guard document.kind(of: object) == .object else { throw EventFormatError.memberMalformed("object") }
        return (id.number, type, Array(document.bytes[document.sourceRange(of: object)]))
    }

    private static func subscription(
        _ reader: inout MemberReader,
        _ document: JSONDocument
    ) throws -> SubscriptionDraft {
        SubscriptionDraft(
            firstSequence: UInt64(clamping: try reader.integer("first_sequence")),
            lastSequence: UInt64(clamping: try reader.integer("last_sequence")),
            subscription: try Subscription(reading: try reader.next("subscription"), of: document)
        )
    }

    private static func payment(_ reader: inout MemberReader, _ document: JSONDocument) throws -> StoredPayment {
        let session = try reader.sessionID("session")
        let last = UInt64(clamping: try reader.integer("last_sequence"))
        let attempt = try PaymentAttempt(reading: try reader.next("payment"), of: document)
        let moments = reader.nextIfPresent("moments")
        return StoredPayment(
            session: session,
            attempt: attempt,
            lastSequence: last,
            // Snapshots from before moments were kept tell the last one alone.
            moments: try moments.map { try PaymentMoment.read($0, of: document) }
                ?? PaymentMoment.adding(attempt, at: attempt.stageSince, to: [])
        )
    }

    private static func idempotency(
        _ reader: inout MemberReader,
        _ document: JSONDocument
    ) throws -> SnapshotContent {
        let identity = try reader.hexadecimal("key")
        let draft = RecordDraft(
            fingerprint: try reader.hexadecimal("request"),
            firstUsedAt: try reader.time("first_used_at"),
            sequence: UInt64(clamping: try reader.integer("sequence")),
            status: UInt16(clamping: try reader.integer("status"))
        )
        if let node = reader.nextIfPresent("session") {
            guard let session = reader.parsedString(node, as: { SessionID(parsing: $0) }) else {
                throw EventFormatError.memberMalformed("session")
            }
            return .replayOf(session, identity: identity, draft)
        }
        if reader.isNext("sealed_reply") {
            let sealed = try reader.base64URL("sealed_reply")
            return .entity(.idempotency(identity: identity, draft.record(reply: .sealed(sealed))))
        }
        let reply = Array(document.bytes[document.sourceRange(of: try reader.next("reply"))])
        return .entity(.idempotency(identity: identity, draft.record(reply: .body(reply))))
    }
}
