package import Bytes

/// Merchants in the log and in snapshots.
extension Merchant {
    /// Writes the merchant as one object.
    ///
    /// Members: `id`, `name`, `created_at`, and under `test` and `live` each `webhook_url`, `webhook_secret` (sealed,
    /// in base64url) and `wallet_address`, any of them `null`; behind them, as far as there is something to tell,
    /// `wallet`, `generated_wallet_key` and `webhook`. Last comes `color`, if the merchant has one.
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
        if let color {
            json.name("color")
            json.string(color.text)
        }
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
        let color = try reader.stringIfPresent("color").map(Self.color)
        try reader.end()
        self.init(id: id, name: name, createdAt: createdAt, test: test, live: live)
        self.color = color
    }

    private static func color(_ text: String) throws(EventFormatError) -> BrandColor {
        // The same colour spelled otherwise would not be what was written.
        guard let color = BrandColor(parsing: text), color.text == text else { throw .memberMalformed("color") }
        return color
    }

    private static func write(_ settings: MerchantSettings, to json: inout JSONWriter) {
        json.beginObject()
        json.name("webhook_url")
        json.optional(settings.webhookURL)
        json.name("webhook_secret")
        json.optional(settings.sealedWebhookSecret.map { Base64URL.encode($0) })
        json.name("wallet_address")
        json.optional(settings.wallet?.address)
        if let wallet = settings.wallet, wallet.asset != nil || wallet.key != nil {
            json.name("wallet")
            wallet.writeDetails(to: &json)
        }
        if let key = settings.generatedWalletKey {
            json.name("generated_wallet_key")
            key.write(to: &json)
        }
        if settings.webhook != WebhookStanding() {
            json.name("webhook")
            settings.webhook.write(to: &json)
        }
        json.endObject()
    }

    private static func settings(
        _ node: JSONNode,
        of document: JSONDocument
    ) throws(EventFormatError) -> MerchantSettings {
        var reader = try MemberReader(node, of: document)
        let webhookURL = try reader.optionalString("webhook_url")
        let sealedSecret = try reader.optionalBase64URL("webhook_secret")
        let address = try reader.optionalString("wallet_address")
        var wallet = address.map { MerchantWallet(address: $0) }
        if let address, let details = reader.nextIfPresent("wallet") {
            wallet = try MerchantWallet(address: address, reading: details, of: document)
        }
        var settings = MerchantSettings(webhookURL: webhookURL, sealedWebhookSecret: sealedSecret, wallet: wallet)
        if let key = reader.nextIfPresent("generated_wallet_key") {
            settings.generatedWalletKey = try WalletKey(reading: key, of: document)
        }
        if let standing = reader.nextIfPresent("webhook") {
            settings.webhook = try WebhookStanding(reading: standing, of: document)
        }
        try reader.end()
        return settings
    }
}
