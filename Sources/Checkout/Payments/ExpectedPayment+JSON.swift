import Bytes

/// Incoming payments, in the log and in snapshots.
extension ExpectedPayment {
    /// Writes the payment as one object: `url`, `expires_at`, `closed`, and `token` if there is one.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("url")
        json.string(url)
        json.name("expires_at")
        json.time(expiresAt)
        json.name("closed")
        json.boolean(isClosed)
        if let token {
            json.name("token")
            token.write(to: &json)
        }
        json.endObject()
    }

    /// Reads a payment, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        url = try reader.string("url")
        expiresAt = try reader.time("expires_at")
        isClosed = try reader.boolean("closed")
        if let node = reader.nextIfPresent("token") {
            token = try WalletToken(reading: node, of: document)
        } else {
            token = nil
        }
        try reader.end()
    }
}
