/// What bounds the payments of a grant: maxima, for the grant's whole life or for each window of an interval.
struct SpendingLimits: Sendable, Hashable {
    /// The one incoming payment that may be paid.
    let receiver: String?

    /// The most that may be taken.
    let debit: Amount?

    /// The most that may arrive.
    let receive: Amount?

    /// The windows that the amounts are for.
    let interval: RepeatingInterval?

    /// Reads limits; their form is closed, and they bound one of the two amounts at most.
    init(_ fields: JSONFields) throws(Malformation) {
        try fields.allow(["receiver", "debitAmount", "receiveAmount", "interval"])
        receiver = try fields.optionalString("receiver")
        if let receiver, !IncomingPayment.isAddress(receiver) {
            throw Malformation("a receiver is the URL of an incoming payment")
        }
        debit = try fields.optionalAmount("debitAmount")
        receive = try fields.optionalAmount("receiveAmount")
        guard debit == nil || receive == nil else {
            throw Malformation("limits bound debitAmount or receiveAmount, not both")
        }
        if let text = try fields.optionalString("interval") {
            guard let interval = RepeatingInterval(text) else {
                throw Malformation("an interval is R[n]/start/duration of ISO 8601")
            }
            self.interval = interval
        } else {
            interval = nil
        }
    }
}
