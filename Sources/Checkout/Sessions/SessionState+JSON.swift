package import Bytes

/// A session's state in snapshots.
extension SessionState {
    /// Writes the state as one object; what no wallet has left behind is left out.
    ///
    /// Members: `status`, `payment_status`, `amount_total`, `expires_at`, `ended_at`, and, all or none of them,
    /// `customer_wallet`, `incoming_payment`, `outgoing_payment`, `subscription`.
    package func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("status")
        json.string(status.text)
        json.name("payment_status")
        json.string(paymentStatus.text)
        json.name("amount_total")
        json.optional(amountTotal)
        json.name("expires_at")
        json.time(expiresAt)
        json.name("ended_at")
        json.optional(endedAt)
        if let trail {
            json.name("customer_wallet")
            json.optional(trail.customerWallet)
            json.name("incoming_payment")
            json.optional(trail.incomingPayment)
            json.name("outgoing_payment")
            json.optional(trail.outgoingPayment)
            json.name("subscription")
            json.optional(trail.subscription)
        }
        json.endObject()
    }

    /// Reads a state, and refuses any object that ``write(to:)`` would not have written.
    ///
    /// Whether the state can be is for ``checkInvariants()`` to say.
    package init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        let statusNode = try reader.next("status")
        guard let status = SessionStatus.allCases.first(where: { document.isString(statusNode, $0.text) }) else {
            throw .memberMalformed("status")
        }
        let paymentNode = try reader.next("payment_status")
        guard let payment = PaymentStatus.allCases.first(where: { document.isString(paymentNode, $0.text) }) else {
            throw .memberMalformed("payment_status")
        }
        let amountTotal = try reader.optionalInteger("amount_total")
        self.init(opening: amountTotal, expiresAt: try reader.time("expires_at"))
        self.status = status
        paymentStatus = payment
        endedAt = try reader.optionalTime("ended_at")
        if !reader.isAtEnd {
            setTrail(
                customerWallet: try reader.optionalString("customer_wallet"),
                incomingPayment: try reader.optionalString("incoming_payment"),
                outgoingPayment: try reader.optionalString("outgoing_payment"),
                subscription: try reader.optionalString("subscription")
            )
            guard trail != nil else { throw .memberMalformed("customer_wallet") }
        }
        try reader.end()
    }
}
