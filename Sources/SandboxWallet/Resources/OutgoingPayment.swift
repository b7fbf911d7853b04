/// Money on its way from a wallet to an incoming payment; it takes its name from its quote.
struct OutgoingPayment: Sendable {
    let quote: Quote
    let grant: String
    let client: Client
    let createdAt: Int64

    /// As the client wrote it.
    let metadata: [UInt8]?

    /// What has left the wallet.
    var sent: Amount

    /// What has arrived.
    var delivered: Amount

    /// Whether it is over: it will send no more.
    var isSettled = false

    var isFailed = false

    var id: String { quote.id }
    var walletName: String { quote.walletName }

    /// What it takes of a grant's allowance: what it is to send, or, if it failed, what it has.
    var counted: (debit: Amount, receive: Amount) {
        isFailed ? (sent, delivered) : (quote.debit, quote.receive)
    }
}
