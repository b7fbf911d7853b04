import Checkout

/// What clients know of an idempotency key.
struct KnownKey {
    /// What was replied to the first request.
    struct Record {
        let fingerprint: UInt128
        let status: Int
        let body: [UInt8]

        /// Between which times the key was first used.
        let time: ClosedRange<Int64>

        /// Whether the first request itself was answered.
        var isAcknowledged: Bool
    }

    let merchant: MerchantID
    let keyMode: KeyMode

    /// Requests that were sent with it and are not known to have done nothing, with what they asked.
    var attempts: [Int: UInt128] = [:]

    /// When the first of them was sent.
    var earliest: Int64

    var record: Record?

    /// Whether the record may have lapsed by a time.
    func mayHaveLapsed(by seconds: Int64) -> Bool {
        (record?.time.lowerBound ?? earliest) + Limits.idempotencySeconds <= seconds
    }
}
