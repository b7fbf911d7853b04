package import Checkout

/// A request for a page of a merchant's subscriptions, newest first.
package struct SubscriptionQuery: Sendable {
    /// Whose subscriptions.
    package let merchant: MerchantID

    /// Of test or of live sessions.
    package let keyMode: KeyMode

    /// Only subscriptions with a lower place; nil begins at the newest.
    package let before: UInt64?

    /// At most so many.
    package let limit: Int

    /// Only those in this status when the page is made; nil for all.
    package let status: SubscriptionStatus?

    /// A query of one page.
    package init(
        merchant: MerchantID,
        keyMode: KeyMode,
        before: UInt64?,
        limit: Int,
        status: SubscriptionStatus?
    ) {
        self.merchant = merchant
        self.keyMode = keyMode
        self.before = before
        self.limit = limit
        self.status = status
    }
}
