/// A create request that has passed every rule: what a session is to be.
///
/// Lives only between the decoder and the rendering: a session is stored as its rendered bytes.
package struct NewSession: Hashable, Sendable {
    /// What is sold.
    package let mode: SessionMode

    /// The currency of all amounts.
    package let currency: Currency

    /// What is bought; ``Limits/lineItemsCount``.
    package let lineItems: [LineItem]

    /// The whole price in the currency's smallest unit; `nil` until the donor has chosen.
    package let amountTotal: Int64?

    /// How often a subscription is charged; set exactly in mode subscription, the same for all items.
    package let recurring: Recurring?

    /// Within which bounds the donor chooses the price of the only item; set only in mode donation.
    package let customUnitAmount: CustomUnitAmount?

    /// Where the customer goes after paying.
    package let successURL: RedirectURL

    /// Where the customer goes who does not pay.
    package let cancelURL: RedirectURL

    /// The merchant's own pairs.
    package let metadata: Metadata

    /// The merchant's own reference; ``Limits/clientReferenceCharacters``.
    package let clientReferenceID: String?

    /// The customer's email address.
    package let customerEmail: String?

    /// Seconds from creation to expiry; ``Limits/lifetimeSeconds``.
    package let lifetimeSeconds: Int64

    /// A request whose fields have been checked one by one.
    ///
    /// What concerns several fields is a precondition here, since money hangs on it: the items' prices, and
    /// `amountTotal` being what ``OrderTotal`` gives for them.
    package init(
        mode: SessionMode,
        currency: Currency,
        lineItems: [LineItem],
        amountTotal: Int64,
        recurring: Recurring?,
        customUnitAmount: CustomUnitAmount?,
        successURL: RedirectURL,
        cancelURL: RedirectURL,
        metadata: Metadata,
        clientReferenceID: String?,
        customerEmail: String?,
        lifetimeSeconds: Int64
    ) {
        precondition(Limits.lineItemsCount.contains(lineItems.count), "a session has 1 to 100 items")
        precondition((recurring != nil) == (mode == .subscription), "exactly subscriptions recur")
        precondition(Limits.lifetimeSeconds.contains(lifetimeSeconds), "a lifetime is 5 minutes to 24 hours")
        if customUnitAmount != nil {
            precondition(mode == .donation && lineItems.count == 1, "only a donation of one item is chosen")
            precondition(lineItems[0].unitAmount == nil, "a chosen price stands instead of a fixed one")
        } else {
            precondition(lineItems.allSatisfy { $0.unitAmount != nil }, "every item has a price")
            precondition(OrderTotal.sum(of: lineItems) == amountTotal, "the total is the sum of the items")
        }
        self.mode = mode
        self.currency = currency
        self.lineItems = lineItems
        self.amountTotal = customUnitAmount == nil ? amountTotal : nil
        self.recurring = recurring
        self.customUnitAmount = customUnitAmount
        self.successURL = successURL
        self.cancelURL = cancelURL
        self.metadata = metadata
        self.clientReferenceID = clientReferenceID
        self.customerEmail = customerEmail
        self.lifetimeSeconds = lifetimeSeconds
    }
}
