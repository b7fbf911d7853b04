import Checkout

extension SnapshotEntity {
    /// Reads a line.
    ///
    /// `find` looks for a session that stands before this line.
    init(reading line: [UInt8], find: (SessionID) -> StoredSession?) throws {
        try self.init(SnapshotContent(reading: line), find: find)
    }

    /// Completes what a line says by the session that it refers to, if it does.
    init(_ content: SnapshotContent, find: (SessionID) -> StoredSession?) throws {
        switch content {
        case .session(let session):
            self = .session(session)
        case .entity(let entity):
            self = entity
        case .eventOf(let id, let draft):
            guard let event = find(id).flatMap({ draft.event(of: $0) }) else {
                throw EventFormatError.memberMalformed("session")
            }
            self = .event(event)
        case .subscriptionOf(let id, let draft):
            guard let session = find(id) else { throw EventFormatError.memberMalformed("session") }
            self = .subscription(draft.stored(of: session))
        case .replayOf(let id, let identity, let draft):
            guard let session = find(id) else { throw EventFormatError.memberMalformed("session") }
            self = .idempotency(identity: identity, draft.record(reply: .session(session)))
        }
    }
}
