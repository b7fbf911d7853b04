import Bytes
import Checkout

/// A line of a snapshot: one merchant, key, session, event, payment, subscription or idempotency record, or what else
/// is known of a merchant, as a JSON object that names its kind first.
enum SnapshotEntity {
    case merchant(Merchant)
    case key(APIKey)
    case signIns(MerchantID, [SignIn])
    case logo(MerchantID, MerchantLogo)
    case tally(TallyLine)
    case session(StoredSession)
    case event(StoredEvent)
    case payment(StoredPayment)
    case subscription(StoredSubscription)
    case idempotency(identity: UInt128, IdempotencyRecord)
}

extension SnapshotEntity {
    /// The line, without its newline.
    func encode() -> [UInt8] {
        var writer = JSONWriter(reserving: 1536)
        write(to: &writer)
        return writer.bytes
    }

    /// Writes the line over what the writer held before, so that one writer serves all lines of a snapshot.
    func write(to writer: inout JSONWriter) {
        writer.removeAll()
        writer.beginObject()
        writer.name("entity")
        switch self {
        case .merchant(let merchant):
            writer.string("merchant")
            writer.name("merchant")
            merchant.write(to: &writer)
        case .key(let key):
            writer.string("key")
            writer.name("key")
            key.write(to: &writer)
        case .signIns(let merchant, let signIns):
            writer.string("sign_ins")
            Self.write(merchant, to: &writer)
            writer.name("sign_ins")
            SignIn.write(signIns, to: &writer)
        case .logo(let merchant, let logo):
            writer.string("logo")
            Self.write(merchant, to: &writer)
            writer.name("logo")
            logo.write(to: &writer)
        case .tally(let line):
            writer.string("tally")
            line.write(to: &writer)
        case .session(let session):
            writer.string("session")
            Self.write(session, to: &writer)
        case .event(let event):
            writer.string("event")
            Self.write(event, to: &writer)
        case .payment(let payment):
            writer.string("payment")
            Self.write(payment, to: &writer)
        case .subscription(let subscription):
            writer.string("subscription")
            Self.write(subscription, to: &writer)
        case .idempotency(let identity, let record):
            writer.string("idempotency")
            Self.write(identity, record, to: &writer)
        }
        writer.endObject()
    }

    private static func write(_ merchant: MerchantID, to writer: inout JSONWriter) {
        writer.name("merchant")
        writer.quoted { merchant.append(to: &$0) }
    }

    private static func write(_ session: StoredSession, to writer: inout JSONWriter) {
        write(session.merchant, to: &writer)
        writer.name("first_sequence")
        writer.integer(Int64(session.firstSequence))
        writer.name("last_sequence")
        writer.integer(Int64(session.lastSequence))
        writer.name("state")
        session.state.write(to: &writer)
        writer.name("session")
        session.writeOriginal(to: &writer)
    }

    private static func write(_ event: StoredEvent, to writer: inout JSONWriter) {
        writer.name("session")
        writer.string(event.session.id.text)
        if let object = event.object {
            writer.name("number")
            writer.integer(Int64(event.number))
            writer.name("event")
            writer.string(event.type.text)
            writer.name("object")
            writer.raw(object)
        }
        writer.name("raised_at")
        writer.string(event.raisedAt.text)
        writer.name("place")
        writer.integer(Int64(event.place))
        writer.name("last_sequence")
        writer.integer(Int64(event.lastSequence))
        writer.name("delivery")
        event.state.write(to: &writer)
    }

    private static func write(_ payment: StoredPayment, to writer: inout JSONWriter) {
        writer.name("session")
        writer.string(payment.session.text)
        writer.name("last_sequence")
        writer.integer(Int64(payment.lastSequence))
        writer.name("payment")
        payment.attempt.write(to: &writer)
        writer.name("moments")
        PaymentMoment.write(payment.moments, to: &writer)
    }

    private static func write(_ stored: StoredSubscription, to writer: inout JSONWriter) {
        writer.name("session")
        writer.string(stored.session.id.text)
        writer.name("first_sequence")
        writer.integer(Int64(stored.firstSequence))
        writer.name("last_sequence")
        writer.integer(Int64(stored.lastSequence))
        writer.name("subscription")
        stored.subscription.write(to: &writer)
    }

    private static func write(_ identity: UInt128, _ record: IdempotencyRecord, to writer: inout JSONWriter) {
        writer.name("key")
        writer.hexadecimal(identity)
        writer.name("request")
        writer.hexadecimal(record.fingerprint)
        writer.name("first_used_at")
        writer.quoted { record.firstUsedAt.append(to: &$0) }
        writer.name("sequence")
        writer.integer(Int64(record.sequence))
        writer.name("status")
        writer.integer(Int64(record.status))
        switch record.reply {
        case .session(let session):
            writer.name("session")
            writer.quoted { session.id.append(to: &$0) }
        case .body(let body):
            writer.name("reply")
            writer.raw(body)
        case .sealed(let sealed):
            writer.name("sealed_reply")
            writer.string(Base64URL.encode(sealed))
        }
    }
}

extension SnapshotEntity {
    /// The name under which details of merchants are counted, each only where there are any, so that snapshots from
    /// before there were any are as they were.
    var detailName: String {
        switch self {
        case .signIns: "sign_ins"
        case .logo: "logos"
        case .tally: "tallies"
        case .merchant, .key, .session, .event, .payment, .subscription, .idempotency:
            preconditionFailure("details of merchants are sign-ins, logos and tallies")
        }
    }
}
