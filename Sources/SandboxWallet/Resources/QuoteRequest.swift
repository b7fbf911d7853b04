/// What a client wants to know the price of.
struct QuoteRequest: Sendable {
    let walletAddress: String
    let receiver: String

    /// What is to be taken; nil to have the other amount, or the receiver, decide.
    let debit: Amount?

    /// What is to arrive.
    let receive: Amount?

    /// Reads a body; its form is closed.
    init(_ body: [UInt8]) throws(Malformation) {
        let fields = try JSONFields(body)
        try fields.allow(["walletAddress", "receiver", "method", "debitAmount", "receiveAmount"])
        guard try fields.string("method") == "ilp" else { throw Malformation("'method' is ilp") }
        try self.init(
            walletAddress: fields.string("walletAddress"),
            receiver: fields.string("receiver"),
            debit: fields.optionalAmount("debitAmount"),
            receive: fields.optionalAmount("receiveAmount")
        )
    }

    /// The same from its parts.
    init(walletAddress: String, receiver: String, debit: Amount?, receive: Amount?) throws(Malformation) {
        guard debit == nil || receive == nil else { throw Malformation("debitAmount or receiveAmount, not both") }
        guard IncomingPayment.isAddress(receiver) else {
            throw Malformation("'receiver' is the URL of an incoming payment")
        }
        self.walletAddress = walletAddress
        self.receiver = receiver
        self.debit = debit
        self.receive = receive
    }
}
