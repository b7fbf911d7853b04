/// What the customer's wallet asks for the payment.
package struct PriceQuote: Hashable, Sendable {
    /// Its URL, as the wallet wrote it.
    package let url: String

    /// All that leaves the wallet, in its own units.
    package let debit: UInt64

    /// When the price stops holding.
    package let expiresAt: Timestamp

    /// A quote of these parts; what it brings the merchant is the whole amount, always.
    package init(url: String, debit: UInt64, expiresAt: Timestamp) {
        self.url = url
        self.debit = debit
        self.expiresAt = expiresAt
    }
}
