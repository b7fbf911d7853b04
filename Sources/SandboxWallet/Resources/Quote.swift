/// A promise of what a payment will cost.
struct Quote: Sendable {
    let id: String
    let walletName: String
    let client: Client

    /// The incoming payment's URL, as the client wrote it.
    let receiver: String

    /// The incoming payment's name.
    let incoming: String

    let receive: Amount
    let debit: Amount
    let createdAt: Int64
    let expiresAt: Int64
    var isUsed = false
}
