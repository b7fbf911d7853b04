import Checkout

/// What creates of one content may have made: one session, or one more for each day of their key.
struct KnownOrder {
    let content: NewSession
    let merchant: MerchantID
    let keyMode: KeyMode

    /// The key's identity, if there is one.
    let key: UInt128?

    /// Requests that were sent and are not known to have done nothing.
    var attempts: Set<Int> = []

    /// When the first of them was sent, in seconds since the epoch.
    var earliest: Int64

    /// What came of them, as far as anybody has seen.
    var sessions: [SessionID] = []
}
