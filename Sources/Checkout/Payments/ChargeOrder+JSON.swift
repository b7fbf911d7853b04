import Bytes

/// Orders to pay, in the log and in snapshots.
extension ChargeOrder {
    /// Writes the order as one object: `quote`, `body` (a text), `outgoing_payment` or `null`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("quote")
        json.string(quoteURL)
        json.name("body")
        json.string(body)
        json.name("outgoing_payment")
        json.optional(outgoingPayment)
        json.endObject()
    }

    /// Reads an order, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        quoteURL = try reader.string("quote")
        body = try reader.string("body")
        outgoingPayment = try reader.optionalString("outgoing_payment")
        try reader.end()
    }
}
