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

        /// No filter at all.
        package init() {}
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
