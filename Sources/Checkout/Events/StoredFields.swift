package import Bytes

/// What must be known of a session without looking into its bytes: for finding, listing and expiring it.
package struct StoredFields: Hashable, Sendable {
    /// Names the session.
    package let id: SessionID

    /// Whether it is a test session or a live one.
    package let keyMode: KeyMode

    /// What it sells.
    package let mode: SessionMode

    /// When it was created.
    package let createdAt: Timestamp

    /// When it stops being payable.
    package let expiresAt: Timestamp

    /// The price it was created with, in the currency's smallest unit; `nil` when the donor chooses.
    package let amountTotal: Int64?

    /// The merchant's own reference.
    package let clientReferenceID: String?

    /// The fields of a session that is being created: what reading its rendering would give.
    package init(of session: NewSession, id: SessionID, keyMode: KeyMode, createdAt: Timestamp) {
        self.id = id
        self.keyMode = keyMode
        mode = session.mode
        self.createdAt = createdAt
        expiresAt = createdAt + session.lifetimeSeconds
        amountTotal = session.amountTotal
        clientReferenceID = session.clientReferenceID
    }

    /// Reads a session's original rendering, and refuses any object that is not in its exact shape.
    ///
    /// The layout compares the texts at both ends byte by byte; so only what lies between them is looked up by name.
    package init(parsing original: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        guard document.kind(of: original) == .object else { throw .notAnObject }
        let ends = document.withSource(of: original) { bytes in SessionLayout(of: bytes).map { Ends(bytes, $0) } }
        guard let ends, document.count(of: original) == Self.members else { throw .sessionMalformed }
        guard let id = ends.id else { throw .memberMalformed("id") }
        guard let createdAt = ends.createdAt, let expiresAt = ends.expiresAt else {
            throw .memberMalformed("created_at")
        }
        (self.id, self.createdAt, self.expiresAt) = (id, createdAt, expiresAt)
        (mode, keyMode) = (ends.mode, ends.keyMode)
        var reader = try MemberReader(original, of: document, skipping: Self.membersBeforeAmount)
        amountTotal = try reader.optionalInteger("amount_total")
        _ = try reader.next("currency")
        _ = try reader.next("line_items")
        _ = try reader.next("metadata")
        clientReferenceID = try reader.optionalString("client_reference_id")
        _ = try reader.next("customer_email")
        _ = try reader.next("success_url")
        _ = try reader.next("cancel_url")
    }

    /// How many members a session has.
    private static let members = 22

    /// How many of them stand before `amount_total`.
    private static let membersBeforeAmount = 7

    /// What stands at known places of both ends.
    private struct Ends {
        let id: SessionID?
        let mode: SessionMode
        let keyMode: KeyMode
        let createdAt: Timestamp?
        let expiresAt: Timestamp?

        init(_ bytes: UnsafeBufferPointer<UInt8>, _ layout: SessionLayout) {
            id = SessionID(parsing: bytes[layout.id])
            mode = layout.mode
            keyMode = layout.keyMode
            createdAt = Timestamp(parsing: UnsafeBufferPointer(rebasing: bytes[layout.createdAt]))
            expiresAt = Timestamp(parsing: UnsafeBufferPointer(rebasing: bytes[layout.expiresAt]))
        }
    }
}
