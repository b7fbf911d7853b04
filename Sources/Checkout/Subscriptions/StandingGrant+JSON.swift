import Bytes

/// Standing grants, in the log and in snapshots.
extension StandingGrant {
    /// Writes the grant as one object: `customer` and `merchant` (wallets), `key_id`, `private_key` (sealed) if it is
    /// there, `amount` (a text of digits), `agreement` if it is there, `continue_url`, `continue_token` (sealed, in
    /// base64url), `token`, `token_obtained_at`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("customer")
        customer.write(to: &json)
        json.name("merchant")
        merchant.write(to: &json)
        json.name("key_id")
        json.string(keyID)
        if let sealedKey {
            json.name("private_key")
            json.string(Base64URL.encode(sealedKey))
        }
        json.name("amount")
        json.string(String(amount))
        if let agreement {
            json.name("agreement")
            json.string(agreement)
        }
        json.name("continue_url")
        json.string(continueURL)
        json.name("continue_token")
        json.string(Base64URL.encode(sealedContinueToken))
        json.name("token")
        token.write(to: &json)
        json.name("token_obtained_at")
        json.time(tokenObtainedAt)
        json.endObject()
    }

    /// Reads a grant, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        customer = try PayingWallet(reading: try reader.next("customer"), of: document)
        merchant = try PayingWallet(reading: try reader.next("merchant"), of: document)
        keyID = try reader.string("key_id")
        sealedKey = reader.isNext("private_key") ? try reader.base64URL("private_key") : nil
        amount = try reader.walletUnits("amount")
        agreement = try reader.stringIfPresent("agreement")
        continueURL = try reader.string("continue_url")
        sealedContinueToken = try reader.base64URL("continue_token")
        token = try WalletToken(reading: try reader.next("token"), of: document)
        tokenObtainedAt = try reader.time("token_obtained_at")
        try reader.end()
    }
}
