/// The incoming payment at the merchant's wallet, which all attempts of a session fill.
package struct ExpectedPayment: Hashable, Sendable {
    /// Its URL, as the wallet wrote it.
    package let url: String

    /// When the wallet stops taking money for it.
    package let expiresAt: Timestamp

    /// What lets it be read and completed; `nil` once it is not needed, or if it is lost.
    package let token: WalletToken?

    /// Whether the wallet is known to take no more money for it.
    package let isClosed: Bool

    /// An incoming payment of these parts.
    package init(url: String, expiresAt: Timestamp, token: WalletToken?, isClosed: Bool = false) {
        self.url = url
        self.expiresAt = expiresAt
        self.token = token
        self.isClosed = isClosed
    }
}
