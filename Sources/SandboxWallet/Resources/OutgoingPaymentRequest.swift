/// What a client says of an outgoing payment that it wants made.
struct OutgoingPaymentRequest: Sendable {
    /// What is to be paid.
    enum Order: Sendable {
        /// What a quote, by its URL, has promised.
        case quote(String)
        /// A debit of any size, without a promise.
        case debit(QuoteRequest)
    }

    let walletAddress: String
    let order: Order
    let metadata: [UInt8]?

    /// Reads a body of either form; both are closed.
    init(_ body: [UInt8]) throws(Malformation) {
        let fields = try JSONFields(body)
        walletAddress = try fields.string("walletAddress")
        if fields.has("quoteId") {
            try fields.allow(["walletAddress", "quoteId", "metadata"])
            order = .quote(try fields.string("quoteId"))
        } else {
            try fields.allow(["walletAddress", "incomingPayment", "debitAmount", "metadata"])
            guard let debit = try fields.optionalAmount("debitAmount") else {
                throw Malformation("'quoteId', or 'incomingPayment' and 'debitAmount'")
            }
            order = .debit(
                try QuoteRequest(
                    walletAddress: walletAddress,
                    receiver: fields.string("incomingPayment"),
                    debit: debit,
                    receive: nil
                )
            )
        }
        metadata = try fields.metadata()
    }
}
