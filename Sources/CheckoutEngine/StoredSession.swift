import Bytes
package import Checkout

/// A session as the engine keeps it: never changed, only replaced.
///
/// What cannot be told from its other members is kept of the original bytes, which are the reply to the create, the log
/// record's and the snapshot's; what changed since stands in `state` and is spliced in when the session is rendered.
/// Since objects are immutable, an image of the shard is a copy
/// of references, and a reader on another thread needs no lock.
package final class StoredSession: Sendable {
    /// The session's identifier.
    package let id: SessionID

    /// Whose session this is.
    package let merchant: MerchantID

    /// Test and live sessions never see each other.
    package let keyMode: KeyMode

    /// When the session was made.
    package let createdAt: Timestamp

    /// Sequence of the record that made it: its place in lists.
    package let firstSequence: UInt64

    /// Sequence of the last record that changed it: what a reader must wait for.
    package let lastSequence: UInt64

    /// Hash of the merchant's own reference, so that most sessions a filter does not want are passed over unread.
    let referenceHash: Int

    private let compact: CompactRendering

    /// What may change.
    package let state: SessionState

    /// A session as a create made it, or as a snapshot holds it.
    init(
        id: SessionID,
        merchant: MerchantID,
        keyMode: KeyMode,
        createdAt: Timestamp,
        firstSequence: UInt64,
        lastSequence: UInt64,
        referenceHash: Int,
        compact: CompactRendering,
        state: SessionState
    ) {
        self.id = id
        self.merchant = merchant
        self.keyMode = keyMode
        self.createdAt = createdAt
        self.firstSequence = firstSequence
        self.lastSequence = lastSequence
        self.referenceHash = referenceHash
        self.compact = compact
        self.state = state
    }

    /// A session that was just made.
    convenience init(_ created: CreatedSession, at time: Timestamp, sequence: UInt64) {
        self.init(
            id: created.fields.id,
            merchant: created.merchant,
            keyMode: created.fields.keyMode,
            createdAt: time,
            firstSequence: sequence,
            lastSequence: sequence,
            referenceHash: Self.hash(ofReference: created.fields.clientReferenceID),
            compact: created.compact,
            state: created.openingState
        )
    }

    /// The same session after an event.
    func replacing(state: SessionState, at sequence: UInt64) -> StoredSession {
        StoredSession(
            id: id,
            merchant: merchant,
            keyMode: keyMode,
            createdAt: createdAt,
            firstSequence: firstSequence,
            lastSequence: sequence,
            referenceHash: referenceHash,
            compact: compact,
            state: state
        )
    }

    /// What it sells.
    package var mode: SessionMode { compact.mode }

    /// The object as it was when it was made, in JSON.
    package func original() -> [UInt8] {
        compact.original(id: id, keyMode: keyMode, createdAt: createdAt, expiresAt: state.expiresAt)
    }

    /// Writes what ``original()`` gives, without an array of its own.
    func writeOriginal(to writer: inout JSONWriter) {
        writer.raw {
            compact.appendOriginal(id: id, keyMode: keyMode, createdAt: createdAt, expiresAt: state.expiresAt, to: &$0)
        }
    }

    /// The object as the merchant sees it now, in JSON.
    package func rendering() -> [UInt8] {
        rendering(of: state)
    }

    /// The object as it would be in another state.
    func rendering(of state: SessionState) -> [UInt8] {
        let original = original()
        return compact.isOriginal(in: state) ? original : SessionRendering.render(original: original, state: state)
    }

    /// The currency of all its prices; nil for one that is not on the list any more.
    package var currency: Currency? { compact.currency }

    /// Whether a pattern stands anywhere in what the merchant has sent.
    func contains(_ pattern: BytePattern) -> Bool {
        compact.contains(pattern)
    }

    /// What a command leads to in a state of this session.
    func decide(
        _ command: SessionCommand,
        on state: SessionState,
        at now: Timestamp
    ) throws(SessionRuleViolation) -> SessionEvent {
        if case .prepare(_, .some) = command, !compact.leavesAmountOpen { throw .amountFixed }
        return try SessionRules.decide(command, on: state, at: now)
    }

    /// Whether an event can follow on this session.
    func accepts(_ event: SessionEvent) -> Bool {
        if case .preparationStarted(_, .some) = event, !compact.leavesAmountOpen { return false }
        return SessionRules.accepts(event, on: state)
    }

    /// The hash that `referenceHash` is compared with; good for one run of the program.
    static func hash(ofReference reference: String?) -> Int {
        reference.map(\.hashValue) ?? 0
    }

    /// Whether the merchant's own reference is exactly this.
    func hasReference(_ reference: String?, hash: Int?) -> Bool {
        guard referenceHash == hash, let document = try? JSONDocument(parsing: original()),
            let node = document.member("client_reference_id", of: document.root),
            document.kind(of: node) == .string
        else {
            return false
        }
        return document.string(node) == reference
    }
}

extension StoredSession: Listed {
    /// The record that made it made no other.
    var place: UInt64 { firstSequence }
}
