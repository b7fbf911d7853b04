/// What the merchant's wallet says of a payment.
struct Receipt {
    /// What has arrived, in the wallet's units.
    let received: UInt64

    /// Whether it takes no more.
    let isClosed: Bool
}
