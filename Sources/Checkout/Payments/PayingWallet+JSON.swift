import Bytes

/// Wallets that take part in a payment, in the log and in snapshots.
extension PayingWallet {
    /// Writes the wallet as one object: `address`, `public_name`, `auth_server`, `resource_server`, `asset_code`,
    /// `asset_scale`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("address")
        json.string(address)
        json.name("public_name")
        json.optional(publicName)
        json.name("auth_server")
        json.string(authServer)
        json.name("resource_server")
        json.string(resourceServer)
        json.name("asset_code")
        json.string(asset.code)
        json.name("asset_scale")
        json.integer(Int64(asset.scale))
        json.endObject()
    }

    /// Reads a wallet, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        address = try reader.string("address")
        publicName = try reader.optionalString("public_name")
        authServer = try reader.string("auth_server")
        resourceServer = try reader.string("resource_server")
        let code = try reader.string("asset_code")
        let scale = Int(clamping: try reader.integer("asset_scale"))
        guard let asset = WalletAsset(code: code, scale: scale) else { throw .memberMalformed("asset_code") }
        self.asset = asset
        try reader.end()
    }
}
