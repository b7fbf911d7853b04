import Checkout

/// Whose sessions or events a `Listing` holds.
struct ListingKey: Hashable, Sendable {
    let merchant: MerchantID
    let keyMode: KeyMode

    init(merchant: MerchantID, keyMode: KeyMode) {
        self.merchant = merchant
        self.keyMode = keyMode
    }

    /// The listing in which a session stands.
    init(of session: StoredSession) {
        self.init(merchant: session.merchant, keyMode: session.keyMode)
    }
}
