package import Bytes

/// Events from JSON.
extension Event {
    /// Reads an event, and refuses any object that ``write(to:)`` would not have written.
    package init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        let type = try reader.next("type")
        guard document.kind(of: type) == .string else { throw .memberMalformed("type") }
        at = try reader.time("at")
        if document.isString(type, "session_created") {
            fact = .sessionCreated(try Self.createdSession(&reader, of: document))
        } else if document.isString(type, "idempotency_key_used") {
            fact = .idempotencyKeyUsed(try Self.idempotencyUse(&reader, of: document))
        } else if document.isString(type, "sessions_left") {
            fact = .sessionsLeft(try Self.sessionsLeft(&reader, of: document))
        } else if document.isString(type, "idempotency_keys_lapsed") {
            fact = .idempotencyKeysLapsed(through: try reader.time("through"))
        } else if let (session, event) = try Self.sessionEvent(type, &reader, of: document) {
            fact = .sessionChanged(session, event)
        } else if let (id, event) = try Self.deliveryEvent(type, &reader, of: document) {
            fact = .deliveryChanged(id, event)
        } else if document.isString(type, "payment_stepped") {
            let session = try reader.sessionID("session")
            let attempt = try PaymentAttempt(reading: try reader.next("payment"), of: document)
            fact = .paymentStepped(session, attempt)
        } else if document.isString(type, "subscription_stepped") {
            let session = try reader.sessionID("session")
            fact = .subscriptionStepped(
                session,
                try Subscription(reading: try reader.next("subscription"), of: document)
            )
        } else if document.isString(type, "events_left") {
            fact = .eventsLeft(endedThrough: try reader.time("ended_through"))
        } else if let event = try Self.directoryEvent(type, at: at, &reader, of: document) {
            fact = .directoryChanged(event)
        } else {
            throw .typeUnknown(document.string(type))
        }
        try reader.end()
    }

    private static func createdSession(
        _ reader: inout MemberReader,
        of document: JSONDocument
    ) throws(EventFormatError) -> CreatedSession {
        let merchant = try reader.merchantID("merchant")
        let session = try reader.next("session")
        let fields = try StoredFields(parsing: session, of: document)
        let original = Array(document.bytes[document.sourceRange(of: session)])
        return CreatedSession(merchant: merchant, original: original, fields: fields)
    }

    private static func sessionsLeft(
        _ reader: inout MemberReader,
        of document: JSONDocument
    ) throws(EventFormatError) -> [SessionID] {
        let array = try reader.next("sessions")
        guard document.kind(of: array) == .array else { throw .memberMalformed("sessions") }
        var sessions: [SessionID] = []
        sessions.reserveCapacity(document.count(of: array))
        for element in document.elements(of: array) {
            guard let session = reader.parsedString(element, as: { SessionID(parsing: $0) }) else {
                throw .memberMalformed("sessions")
            }
            sessions.append(session)
        }
        return sessions
    }

    private static func idempotencyUse(
        _ reader: inout MemberReader,
        of document: JSONDocument
    ) throws(EventFormatError) -> IdempotencyUse {
        let key = try reader.hexadecimal("key")
        let request = try reader.hexadecimal("request")
        let stripe = try reader.integer("stripe")
        guard 0..<Int64(Limits.stripes) ~= stripe else { throw .memberMalformed("stripe") }
        let status = try reader.integer("status")
        guard 200...299 ~= status else { throw .memberMalformed("status") }
        let reply: IdempotencyUse.Reply
        if let node = reader.nextIfPresent("session") {
            guard let session = reader.parsedString(node, as: { SessionID(parsing: $0) }) else {
                throw .memberMalformed("session")
            }
            reply = .session(session)
        } else if reader.isNext("sealed_reply") {
            reply = .sealed(try reader.base64URL("sealed_reply"))
        } else {
            let node = try reader.next("reply")
            guard document.kind(of: node) == .object else { throw .memberMalformed("reply") }
            reply = .body(Array(document.bytes[document.sourceRange(of: node)]))
        }
        return IdempotencyUse(
            key: key,
            request: request,
            stripe: UInt16(stripe),
            status: UInt16(status),
            reply: reply
        )
    }

    private static func sessionEvent(
        _ type: JSONNode,
        _ reader: inout MemberReader,
        of document: JSONDocument
    ) throws(EventFormatError) -> (SessionID, SessionEvent)? {
        if document.isString(type, "session_preparing") {
            let session = try reader.sessionID("session")
            let customerWallet = try reader.string("customer_wallet")
            let amount = reader.isNext("amount_total") ? try reader.integer("amount_total") : nil
            return (session, .preparationStarted(customerWallet: customerWallet, amount: amount))
        }
        if document.isString(type, "session_awaiting_approval") {
            let session = try reader.sessionID("session")
            return (session, .approvalRequested(incomingPayment: try reader.string("incoming_payment")))
        }
        if document.isString(type, "session_partially_paid") {
            let session = try reader.sessionID("session")
            return (session, .partiallyPaid(outgoingPayment: try reader.optionalString("outgoing_payment")))
        }
        if document.isString(type, "session_completed") {
            let session = try reader.sessionID("session")
            let outgoingPayment = try reader.optionalString("outgoing_payment")
            let subscription = try reader.optionalString("subscription")
            return (session, .completed(outgoingPayment: outgoingPayment, subscription: subscription))
        }
        let bare: [SessionEvent] = [.expired, .canceled, .reopened, .approvalClaimed]
        guard let event = bare.first(where: { document.isString(type, $0.type) }) else { return nil }
        return (try reader.sessionID("session"), event)
    }

    private static func deliveryEvent(
        _ type: JSONNode,
        _ reader: inout MemberReader,
        of document: JSONDocument
    ) throws(EventFormatError) -> (EventID, DeliveryEvent)? {
        if document.isString(type, "event_attempted") {
            let id = try reader.eventID()
            let attempt = try DeliveryAttempt(reading: try reader.next("attempt"), of: document)
            return (id, .attempted(attempt, next: try reader.optionalTime("next_attempt_at")))
        }
        let bare: [DeliveryEvent] = [.raised, .resent, .canceled]
        guard let event = bare.first(where: { document.isString(type, $0.type) }) else { return nil }
        return (try reader.eventID(), event)
    }

    private static func directoryEvent(
        _ type: JSONNode,
        at moment: Timestamp,
        _ reader: inout MemberReader,
        of document: JSONDocument
    ) throws(EventFormatError) -> DirectoryEvent? {
        if document.isString(type, "merchant_created") {
            return .merchantCreated(try Merchant(reading: try reader.next("merchant"), of: document))
        }
        if document.isString(type, "merchant_updated") {
            return .merchantUpdated(try Merchant(reading: try reader.next("merchant"), of: document))
        }
        if document.isString(type, "key_created") {
            return .keyCreated(try APIKey(reading: try reader.next("key"), of: document))
        }
        if document.isString(type, "signed_in") { return .signedIn(try SignIn(reading: &reader, at: moment)) }
        if document.isString(type, "logo_changed") {
            let merchant = try reader.merchantID("merchant")
            return .logoChanged(merchant, try MerchantLogo.readOptional("logo", &reader))
        }
        if document.isString(type, "key_used") { return .keyUsed(try reader.keyID("key")) }
        return document.isString(type, "key_revoked") ? .keyRevoked(try reader.keyID("key")) : nil
    }
}
