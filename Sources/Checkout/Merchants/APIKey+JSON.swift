package import Bytes
import Cryptography

/// API keys in the log and in snapshots.
extension APIKey {
    /// Writes the key as one object.
    ///
    /// Members: `id`, `merchant`, `mode`, `name`, `digest` (64 hexadecimal digits), `last_four`, `created_at`,
    /// `last_used_at`, `revoked_at`.
    package func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("id")
        json.quoted { id.append(to: &$0) }
        json.name("merchant")
        json.quoted { merchant.append(to: &$0) }
        json.name("mode")
        json.string(keyMode.text)
        json.name("name")
        json.optional(name)
        json.name("digest")
        json.quoted { Hex.append(digest.bytes, to: &$0) }
        json.name("last_four")
        json.string(lastFour)
        json.name("created_at")
        json.time(createdAt)
        json.name("last_used_at")
        json.optional(lastUsedAt)
        json.name("revoked_at")
        json.optional(revokedAt)
        json.endObject()
    }

    /// Reads a key, and refuses any object that ``write(to:)`` would not have written.
    package init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        let id = try reader.keyID("id")
        let merchant = try reader.merchantID("merchant")
        let keyMode = try reader.value("mode", as: KeyMode.init(parsing:))
        let name = try reader.optionalString("name")
        guard let digestBytes = Hex.decode(try reader.string("digest")),
            let digest = SHA256Digest(bytes: digestBytes)
        else { throw .memberMalformed("digest") }
        self.init(
            id: id,
            merchant: merchant,
            keyMode: keyMode,
            name: name,
            digest: digest,
            lastFour: try reader.string("last_four"),
            createdAt: try reader.time("created_at")
        )
        lastUsedAt = try reader.optionalTime("last_used_at")
        revokedAt = try reader.optionalTime("revoked_at")
        try reader.end()
    }
}
