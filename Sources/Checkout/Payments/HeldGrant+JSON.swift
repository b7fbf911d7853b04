import Bytes

/// Grants that wallets hold on to, in the log and in snapshots.
extension HeldGrant {
    /// Writes the grant as one object: `continue_url`, `continue_token` (sealed, in base64url).
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("continue_url")
        json.string(continueURL)
        json.name("continue_token")
        json.string(Base64URL.encode(sealedToken))
        json.endObject()
    }

    /// Reads a grant, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        self.init(
            continueURL: try reader.string("continue_url"),
            sealedToken: try reader.base64URL("continue_token")
        )
        try reader.end()
    }
}
