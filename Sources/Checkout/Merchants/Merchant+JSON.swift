package import Bytes

/// Merchants in the log and in snapshots.
extension Merchant {
    /// Writes the merchant as one object.
    ///
    /// Members: `id`, `name`, `created_at`, and under `test` and `live` each `webhook_url`, `webhook_secret` (sealed,
    /// in base64url) and `wallet_address`, any of them `null`.
    package func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("id")
        json.quoted { id.append(to: &$0) }
        json.name("name")
        json.string(name)
        json.name("created_at")
        json.time(createdAt)
        json.name("test")
        Self.write(test, to: &json)
        json.name("live")
        Self.write(live, to: &json)
        json.endObject()
    }

    /// Reads a merchant, and refuses any object that ``write(to:)`` would not have written.
    package init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        let id = try reader.merchantID("id")
        let name = try reader.string("name")
        let createdAt = try reader.time("created_at")
        let test = try Self.settings(try reader.next("test"), of: document)
        let live = try Self.settings(try reader.next("live"), of: document)
        try reader.end()
        self.init(id: id, name: name, createdAt: createdAt, test: test, live: live)
    }

    private static func write(_ settings: MerchantSettings, to json: inout JSONWriter) {
        json.beginObject()
        json.name("webhook_url")
        json.optional(settings.webhookURL)
        json.name("webhook_secret")
        json.optional(settings.sealedWebhookSecret.map { Base64URL.encode($0) })
        json.name("wallet_address")
        json.optional(settings.walletAddress)
        json.endObject()
    }

    private static func settings(
        _ node: JSONNode,
        of document: JSONDocument
    ) throws(EventFormatError) -> MerchantSettings {
        var reader = try MemberReader(node, of: document)
        let webhookURL = try reader.optionalString("webhook_url")
        var sealedSecret: [UInt8]?
        if let text = try reader.optionalString("webhook_secret") {
            sealedSecret = Base64URL.decode(text)
            guard sealedSecret != nil else { throw .memberMalformed("webhook_secret") }
        }
        let walletAddress = try reader.optionalString("wallet_address")
        try reader.end()
        return MerchantSettings(
            webhookURL: webhookURL,
            sealedWebhookSecret: sealedSecret,
            walletAddress: walletAddress
        )
    }
}
