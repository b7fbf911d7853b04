import Bytes

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

extension ExpectedPayment {
    /// Writes the payment as one object: `url`, `expires_at`, `closed`, and `token` if there is one.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("url")
        json.string(url)
        json.name("expires_at")
        json.time(expiresAt)
        json.name("closed")
        json.boolean(isClosed)
        if let token {
            json.name("token")
            token.write(to: &json)
        }
        json.endObject()
    }

    /// Reads a payment, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        url = try reader.string("url")
        expiresAt = try reader.time("expires_at")
        isClosed = try reader.boolean("closed")
        if let node = reader.nextIfPresent("token") {
            token = try WalletToken(reading: node, of: document)
        } else {
            token = nil
        }
        try reader.end()
    }
}

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

extension ConsentRequest {
    /// Writes the question as one object: `client_nonce`, `callback`, `grant_url`, `debit_limit`, `expires_at`, and
    /// once it was answered `continue_url`, `continue_token` (sealed, in base64url), `wait_until`, `server_nonce`,
    /// `interact_url`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("client_nonce")
        json.string(clientNonce)
        json.name("callback")
        json.quoted { callback.append(to: &$0) }
        json.name("grant_url")
        json.string(grantURL)
        json.name("debit_limit")
        json.string(String(debitLimit))
        json.name("expires_at")
        json.time(expiresAt)
        if let answer {
            json.name("continue_url")
            json.string(answer.continueURL)
            json.name("continue_token")
            json.string(Base64URL.encode(answer.sealedToken))
            json.name("wait_until")
            json.time(answer.waitUntil)
            json.name("server_nonce")
            json.string(answer.serverNonce)
            json.name("interact_url")
            json.string(answer.interactionURL)
        }
        json.endObject()
    }

    /// Reads a question, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        clientNonce = try reader.string("client_nonce")
        callback = try reader.parsed("callback") { CallbackToken(parsing: $0) }
        grantURL = try reader.string("grant_url")
        debitLimit = try reader.walletUnits("debit_limit")
        expiresAt = try reader.time("expires_at")
        if reader.isAtEnd {
            answer = nil
            return
        }
        answer = Answer(
            continueURL: try reader.string("continue_url"),
            sealedToken: try reader.base64URL("continue_token"),
            waitUntil: try reader.time("wait_until"),
            serverNonce: try reader.string("server_nonce"),
            interactionURL: try reader.string("interact_url")
        )
        try reader.end()
    }
}

extension ChargeOrder {
    /// Writes the order as one object: `quote`, `body` (a text), `outgoing_payment` or `null`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("quote")
        json.string(quoteURL)
        json.name("body")
        json.string(body)
        json.name("outgoing_payment")
        json.optional(outgoingPayment)
        json.endObject()
    }

    /// Reads an order, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        quoteURL = try reader.string("quote")
        body = try reader.string("body")
        outgoingPayment = try reader.optionalString("outgoing_payment")
        try reader.end()
    }
}
