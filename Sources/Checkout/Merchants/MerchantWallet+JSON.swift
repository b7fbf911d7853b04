import Bytes

/// What is known of a merchant's wallet besides its address, in the log and in snapshots.
extension MerchantWallet {
    /// Writes everything but the address as one object.
    ///
    /// Members: `asset_code` and `asset_scale`, both or none of them `null`, and `key`: `null` or a key.
    func writeDetails(to json: inout JSONWriter) {
        json.beginObject()
        json.name("asset_code")
        json.optional(asset?.code)
        json.name("asset_scale")
        json.optional(asset.map { Int64($0.scale) })
        json.name("key")
        if let key { key.write(to: &json) } else { json.null() }
        json.endObject()
    }

    /// Reads a wallet's details, and refuses any object that ``writeDetails(to:)`` would not have written.
    init(address: String, reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        let code = try reader.optionalString("asset_code")
        let scale = try reader.optionalInteger("asset_scale")
        var asset: WalletAsset?
        if let code, let scale {
            asset = WalletAsset(code: code, scale: Int(scale))
        }
        guard (asset == nil) == (code == nil), (asset == nil) == (scale == nil) else {
            throw .memberMalformed("asset_code")
        }
        let keyNode = try reader.next("key")
        let key = document.kind(of: keyNode) == .null ? nil : try WalletKey(reading: keyNode, of: document)
        try reader.end()
        self.init(address: address, asset: asset, key: key)
    }
}

extension WalletKey {
    /// Writes the key as one object: `id`, and `private_key`, sealed, in base64url.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("id")
        json.string(id)
        json.name("private_key")
        json.string(Base64URL.encode(sealedPrivateKey))
        json.endObject()
    }

    /// Reads a key, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        let id = try reader.string("id")
        guard let sealed = try reader.optionalBase64URL("private_key") else { throw .memberMalformed("private_key") }
        try reader.end()
        self.init(id: id, sealedPrivateKey: sealed)
    }
}
