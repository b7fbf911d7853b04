package import Bytes

/// Attempts to pay in the log and in snapshots.
extension PaymentAttempt {
    /// Writes the attempt as one object; parts that are not there are left out.
    ///
    /// Members: `attempt`, `stage`, `stage_since`, `outcome`, `failure`, `customer` and `merchant` (wallets), `key_id`,
    /// `amount`, `received` and `offers`, then as far as they are there `incoming_payment`, `quote`, `consent`,
    /// `interact_ref`, `token`, `order`, `earlier_callbacks`, `private_key` (sealed), `held_grants`.
    /// Amounts in wallets' units are texts of digits.
    package func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("attempt")
        json.integer(Int64(number))
        json.name("stage")
        json.string(stage.text)
        json.name("stage_since")
        json.time(stageSince)
        json.name("outcome")
        if let outcome { json.string(outcome.text) } else { json.null() }
        json.name("failure")
        if let failure { json.string(failure.text) } else { json.null() }
        json.name("customer")
        customer.write(to: &json)
        json.name("merchant")
        merchant.write(to: &json)
        json.name("key_id")
        json.string(keyID)
        json.name("amount")
        json.string(String(amount))
        json.name("received")
        json.string(String(received))
        json.name("offers")
        json.integer(Int64(offers))
        writeParts(to: &json)
        json.endObject()
    }

    private func writeParts(to json: inout JSONWriter) {
        if let incoming {
            json.name("incoming_payment")
            incoming.write(to: &json)
        }
        if let quote {
            json.name("quote")
            quote.write(to: &json)
        }
        if let consent {
            json.name("consent")
            consent.write(to: &json)
        }
        if let interactionReference {
            json.name("interact_ref")
            json.string(interactionReference)
        }
        if let token {
            json.name("token")
            token.write(to: &json)
        }
        if let charge {
            json.name("order")
            charge.write(to: &json)
        }
        if !earlierCallbacks.isEmpty {
            json.name("earlier_callbacks")
            json.beginArray()
            for callback in earlierCallbacks { json.quoted { callback.append(to: &$0) } }
            json.endArray()
        }
        if let sealedKey {
            json.name("private_key")
            json.string(Base64URL.encode(sealedKey))
        }
        if !heldGrants.isEmpty {
            json.name("held_grants")
            json.beginArray()
            for grant in heldGrants { grant.write(to: &json) }
            json.endArray()
        }
    }

    /// Reads an attempt, and refuses any object that ``write(to:)`` would not have written.
    ///
    /// Whether it can be is for ``PaymentRules`` to say.
    package init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        let number = Int(clamping: try reader.integer("attempt"))
        let stage = try reader.value("stage", as: AttemptStage.init(parsing:))
        let since = try reader.time("stage_since")
        let outcome = try reader.optionalValue("outcome", as: AttemptOutcome.init(parsing:))
        let failure = try reader.optionalValue("failure", as: AttemptFailure.init(parsing:))
        self.init(
            number: number,
            at: since,
            customer: try PayingWallet(reading: try reader.next("customer"), of: document),
            merchant: try PayingWallet(reading: try reader.next("merchant"), of: document),
            keyID: try reader.string("key_id"),
            amount: try reader.walletUnits("amount")
        )
        self.stage = stage
        self.outcome = outcome
        self.failure = failure
        received = try reader.walletUnits("received")
        offers = Int(clamping: try reader.integer("offers"))
        try readParts(&reader, of: document)
        try reader.end()
    }

    private mutating func readParts(_ reader: inout MemberReader, of document: JSONDocument) throws(EventFormatError) {
        if let node = reader.nextIfPresent("incoming_payment") {
            incoming = try ExpectedPayment(reading: node, of: document)
        }
        if let node = reader.nextIfPresent("quote") { quote = try PriceQuote(reading: node, of: document) }
        if let node = reader.nextIfPresent("consent") { consent = try ConsentRequest(reading: node, of: document) }
        interactionReference = try reader.stringIfPresent("interact_ref")
        if let node = reader.nextIfPresent("token") { token = try WalletToken(reading: node, of: document) }
        if let node = reader.nextIfPresent("order") { charge = try ChargeOrder(reading: node, of: document) }
        if let node = reader.nextIfPresent("earlier_callbacks") { try readCallbacks(node, &reader, of: document) }
        if reader.isNext("private_key") { sealedKey = try reader.base64URL("private_key") }
        if let node = reader.nextIfPresent("held_grants") {
            guard document.kind(of: node) == .array, document.count(of: node) > 0 else {
                throw .memberMalformed("held_grants")
            }
            for element in document.elements(of: node) {
                heldGrants.append(try HeldGrant(reading: element, of: document))
            }
        }
    }

    private mutating func readCallbacks(
        _ node: JSONNode,
        _ reader: inout MemberReader,
        of document: JSONDocument
    ) throws(EventFormatError) {
        guard document.kind(of: node) == .array, document.count(of: node) > 0 else {
            throw .memberMalformed("earlier_callbacks")
        }
        for element in document.elements(of: node) {
            guard let callback = reader.parsedString(element, as: { CallbackToken(parsing: $0) }) else {
                throw .memberMalformed("earlier_callbacks")
            }
            earlierCallbacks.append(callback)
        }
    }
}

extension MemberReader {
    /// The amount of the next member, a text of digits as wallets write it.
    mutating func walletUnits(_ name: StaticString) throws(EventFormatError) -> UInt64 {
        let text = try string(name)
        // The same number spelled otherwise would not be what was written.
        guard let value = UInt64(text), String(value) == text else { throw .memberMalformed(name.description) }
        return value
    }

    /// The text of the next member if it has this name.
    mutating func stringIfPresent(_ name: StaticString) throws(EventFormatError) -> String? {
        guard isNext(name) else { return nil }
        return try string(name)
    }

    /// The bytes that the next member spells in base64url.
    package mutating func base64URL(_ name: StaticString) throws(EventFormatError) -> [UInt8] {
        guard let bytes = try optionalBase64URL(name) else { throw .memberMalformed(name.description) }
        return bytes
    }
}
