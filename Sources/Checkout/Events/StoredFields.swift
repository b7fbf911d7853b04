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
    package init(parsing original: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(original, of: document)
        id = try reader.sessionID("id")
        _ = try reader.next("object")
        let modeNode = try reader.next("mode")
        guard let mode = SessionMode.allCases.first(where: { document.isString(modeNode, $0.text) }) else {
            throw .memberMalformed("mode")
        }
        self.mode = mode
        _ = try reader.next("status")
        _ = try reader.next("payment_status")
        keyMode = try reader.boolean("livemode") ? .live : .test
        _ = try reader.next("url")
        amountTotal = try reader.optionalInteger("amount_total")
        _ = try reader.next("currency")
        _ = try reader.next("line_items")
        _ = try reader.next("metadata")
        clientReferenceID = try reader.optionalString("client_reference_id")
        for name: StaticString in [
            "customer_email", "success_url", "cancel_url", "customer_wallet", "incoming_payment", "outgoing_payment",
            "subscription",
        ] {
            _ = try reader.next(name)
        }
        createdAt = try reader.time("created_at")
        expiresAt = try reader.time("expires_at")
        _ = try reader.next("completed_at")
        try reader.end()
        guard SessionLayout(of: Array(document.bytes[document.sourceRange(of: original)])) != nil else {
            throw .sessionMalformed
        }
    }
}
