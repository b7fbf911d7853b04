/// A session as it is created: whose it is, and its bytes.
package struct CreatedSession: Hashable, Sendable {
    /// The merchant whose key has created it.
    package let merchant: MerchantID

    /// The session's rendering, by ``SessionRendering``.
    package let original: [UInt8]

    /// What stands in `original`, for use without reading it.
    package let fields: StoredFields

    /// What is kept in memory of `original`.
    package let compact: CompactRendering

    /// A session whose `fields` are those of `original`.
    package init(merchant: MerchantID, original: [UInt8], fields: StoredFields) {
        self.merchant = merchant
        self.original = original
        self.fields = fields
        compact = CompactRendering(of: original, fields: fields)
    }

    /// The state in which the session begins.
    package var openingState: SessionState {
        SessionState(opening: fields.amountTotal, expiresAt: fields.expiresAt)
    }
}
