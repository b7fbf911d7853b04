import Bytes

/// Quotes, in the log and in snapshots.
extension PriceQuote {
    /// Writes the quote as one object: `url`, `debit`, `expires_at`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("url")
        json.string(url)
        json.name("debit")
        json.string(String(debit))
        json.name("expires_at")
        json.time(expiresAt)
        json.endObject()
    }

    /// Reads a quote, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        url = try reader.string("url")
        debit = try reader.walletUnits("debit")
        expiresAt = try reader.time("expires_at")
        try reader.end()
    }
}
