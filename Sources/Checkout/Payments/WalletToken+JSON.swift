import Bytes

/// Tokens of wallets, in the log and in snapshots.
extension WalletToken {
    /// Writes the token as one object: `value` (sealed, in base64url), `manage_url`, `expires_at`, `rotating`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("value")
        json.string(Base64URL.encode(sealedValue))
        json.name("manage_url")
        json.string(manageURL)
        json.name("expires_at")
        json.time(expiresAt)
        json.name("rotating")
        json.boolean(isRotating)
        json.endObject()
    }

    /// Reads a token, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        sealedValue = try reader.base64URL("value")
        manageURL = try reader.string("manage_url")
        expiresAt = try reader.time("expires_at")
        isRotating = try reader.boolean("rotating")
        try reader.end()
    }
}
