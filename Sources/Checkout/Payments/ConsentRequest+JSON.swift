import Bytes

/// Questions to wallets' owners, in the log and in snapshots.
extension ConsentRequest {
    /// Writes the question as one object: `client_nonce`, `callback`, `grant_url`, `debit_limit`, in
    /// subscriptions `schedule` and `agreement`, `expires_at`, and once it was answered `continue_url`,
    /// `continue_token` (sealed, in base64url), `wait_until`, `server_nonce`, `interact_url`.
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
        if let schedule {
            json.name("schedule")
            schedule.write(to: &json)
        }
        if let agreement {
            json.name("agreement")
            json.string(agreement)
        }
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
        if let node = reader.nextIfPresent("schedule") {
            schedule = try BillingSchedule(reading: node, of: document)
        } else {
            schedule = nil
        }
        agreement = try reader.stringIfPresent("agreement")
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
