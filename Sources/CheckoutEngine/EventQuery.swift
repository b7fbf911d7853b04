package import Checkout

/// A request for a page of what a merchant was told, newest first.
package struct EventQuery: Sendable {
    /// Whose events.
    package let merchant: MerchantID

    /// Of test or of live sessions.
    package let keyMode: KeyMode

    /// Only events with a lower place; nil begins at the newest.
    package let before: UInt64?

    /// At most so many.
    package let limit: Int

    /// Which of them.
    package let filters: Filters

    /// What an event must be like to be listed.
    package struct Filters: Sendable, Equatable {
        /// The session that it is about.
        package var session: SessionID?

        /// What is told.
        package var type: WebhookEventType?

        /// Where its delivery stands.
        package var status: DeliveryStatus?

        /// No filter at all.
        package init() {}

        func matches(_ event: StoredEvent) -> Bool {
            (session == nil || event.session.id == session) && (type == nil || event.type == type)
                && (status == nil || event.state.status == status)
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
