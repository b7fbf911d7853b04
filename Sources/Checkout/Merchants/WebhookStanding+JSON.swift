import Bytes

/// A destination's standing in the log and in snapshots.
extension WebhookStanding {
    /// Writes the standing as one object.
    ///
    /// Members: `previous_secret` (sealed, in base64url), `previous_secret_expires_at`, `disabled_reason`,
    /// `failing_since`, `updated_at`, any of them `null`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("previous_secret")
        json.optional(sealedPreviousSecret.map { Base64URL.encode($0) })
        json.name("previous_secret_expires_at")
        json.optional(previousSecretExpiresAt)
        json.name("disabled_reason")
        json.optional(disabledReason)
        json.name("failing_since")
        json.optional(failingSince)
        json.name("updated_at")
        json.optional(updatedAt)
        json.endObject()
    }

    /// Reads a standing, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        sealedPreviousSecret = try reader.optionalBase64URL("previous_secret")
        previousSecretExpiresAt = try reader.optionalTime("previous_secret_expires_at")
        disabledReason = try reader.optionalString("disabled_reason")
        failingSince = try reader.optionalTime("failing_since")
        updatedAt = try reader.optionalTime("updated_at")
        try reader.end()
        guard (sealedPreviousSecret == nil) == (previousSecretExpiresAt == nil) else {
            throw .memberMalformed("previous_secret_expires_at")
        }
    }
}
