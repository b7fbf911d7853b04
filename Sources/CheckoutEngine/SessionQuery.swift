package import Checkout

/// A request for a page of a merchant's sessions, newest first.
package struct SessionQuery: Sendable {
    /// Whose sessions.
    package let merchant: MerchantID

    /// Made with a test or a live key.
    package let keyMode: KeyMode

    /// Only sessions made before the record of this sequence; nil begins at the newest.
    package let before: UInt64?

    /// At most so many.
    package let limit: Int

    /// Which of them.
    package let filters: Filters

    /// What a session must be like to be listed.
    package struct Filters: Sendable, Equatable {
        /// Its status when the page is made.
        package var status: SessionStatus?

        /// The merchant's own name for it.
        package var clientReferenceID: String?

        /// Made after this time.
        package var createdAfter: Timestamp?

        /// Made before this time.
        package var createdBefore: Timestamp?

        /// What it sells.
        package var mode: SessionMode?

        /// What the merchant looks for: exactly the session's identifier, the merchant's own name for it, a value of
        /// its metadata, or the customer's wallet.
        package var search: String?

        /// No filter at all.
        package init() {}

        /// Whether a session is like this, the search aside; one that is due is judged as what it becomes.
        func fits(_ session: StoredSession, at now: Timestamp) -> Bool {
            let status: SessionStatus = session.state.isDue(at: now) ? .expired : session.state.status
            return (self.status == nil || self.status == status) && (mode == nil || session.mode == mode)
                && createdAfter.map { session.createdAt > $0 } ?? true
                && createdBefore.map { session.createdAt < $0 } ?? true
                && (clientReferenceID == nil
                    || session.hasReference(
                        clientReferenceID,
                        hash: StoredSession.hash(ofReference: clientReferenceID)
                    ))
        }
    }

    /// A query of one page.
    package init(merchant: MerchantID, keyMode: KeyMode, before: UInt64?, limit: Int, filters: Filters) {
        self.merchant = merchant
        self.keyMode = keyMode
        self.before = before
        self.limit = limit
        self.filters = filters
    }
}
