import Checkout

/// A client's way through a merchant's list, page by page.
struct Walk {
    let merchant: MerchantID
    let keyMode: KeyMode
    let limit: Int

    /// The only status asked for.
    let status: SessionStatus?

    /// Sessions that were known when it began: each must come by.
    let expected: Set<SessionID>

    /// What has come by.
    var shown: Set<SessionID> = []

    /// Where the next page begins.
    var next: UInt64?
    var isFinished = false

    /// The last session shown stood in this place.
    var lastSequence = UInt64.max
}
