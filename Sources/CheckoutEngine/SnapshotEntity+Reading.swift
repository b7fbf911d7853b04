import Bytes
import Checkout

/// Reading a snapshot's lines back; each throws for anything that `encode` would not have written.
extension SnapshotEntity {

    /// Reads a line.
    ///
    /// `find` looks for a session that stands before this line.
    init(reading line: [UInt8], find: (SessionID) -> StoredSession?) throws {
        let document = try JSONDocument(parsing: line)
        var reader = try MemberReader(document.root, of: document)
        let kind = try reader.string("entity")
        switch kind {
        case "merchant":
            self = .merchant(try Merchant(reading: try reader.next("merchant"), of: document))
        case "key":
            self = .key(try APIKey(reading: try reader.next("key"), of: document))
        case "session":
            self = .session(try Self.session(&reader, document))
        case "event":
            self = .event(try Self.event(&reader, document, find))
        case "idempotency":
            self = try Self.idempotency(&reader, document, find)
        case _:
            throw EventFormatError.typeUnknown(kind)
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
            compact: CompactRendering(of: Array(document.bytes[document.sourceRange(of: node)]), fields: fields),
            state: state
        )
    }

    private static func event(
        _ reader: inout MemberReader,
        _ document: JSONDocument,
        _ find: (SessionID) -> StoredSession?
    ) throws -> StoredEvent {
        guard let session = find(try reader.sessionID("session")),
            let type = WebhookEventType(of: session.state.status)
        else {
            throw EventFormatError.memberMalformed("session")
        }
        return StoredEvent(
            session: session,
            type: type,
            raisedAt: try reader.time("raised_at"),
            place: UInt64(clamping: try reader.integer("place")),
            lastSequence: UInt64(clamping: try reader.integer("last_sequence")),
            state: try DeliveryState(reading: try reader.next("delivery"), of: document)
        )
    }

    private static func idempotency(
        _ reader: inout MemberReader,
        _ document: JSONDocument,
        _ find: (SessionID) -> StoredSession?
    ) throws -> SnapshotEntity {
        let identity = try reader.hexadecimal("key")
        let fingerprint = try reader.hexadecimal("request")
        let firstUsedAt = try reader.time("first_used_at")
        let sequence = UInt64(clamping: try reader.integer("sequence"))
        let status = UInt16(clamping: try reader.integer("status"))
        let reply: IdempotencyRecord.Reply
        if let node = reader.nextIfPresent("session") {
            guard let session = reader.parsedString(node, as: { SessionID(parsing: $0) }).flatMap(find) else {
                throw EventFormatError.memberMalformed("session")
            }
            reply = .session(session)
        } else {
            reply = .body(Array(document.bytes[document.sourceRange(of: try reader.next("reply"))]))
        }
        let record = IdempotencyRecord(
            fingerprint: fingerprint,
            firstUsedAt: firstUsedAt,
            sequence: sequence,
            reply: reply,
            status: status
        )
        return .idempotency(identity: identity, record)
    }
}
