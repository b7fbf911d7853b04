import Bytes
import Cryptography
import HTTPServing

/// What tests order.
extension SandboxState {
    /// Carries an order out; nil if there is none of this name.
    mutating func order(_ name: String, _ fields: JSONFields, now: Int64) throws(Malformation) -> HTTPResponse? {
        switch name {
        case "clock": return try moveClock(fields, now: now)
        case "faults": return try orderFault(fields)
        case "interactions": return try decide(fields, now: now)
        case "revocations": return try revoke(fields, now: now)
        case "top-up": return try topUp(fields)
        case "keys": return try publishKey(fields)
        case "settings": return try change(fields)
        case "reset":
            try fields.allow([])
            reset()
            return .json(200, Self.empty)
        case _: return nil
        }
    }

    private static func empty(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.endObject()
    }

    /// `{"seconds":86400}` lets so much time pass.
    private mutating func moveClock(_ fields: JSONFields, now: Int64) throws(Malformation) -> HTTPResponse {
        try fields.allow(["seconds"])
        let seconds = try fields.integer("seconds")
        guard (0...400 * 86_400).contains(seconds) else { throw Malformation("a clock goes forward, up to 400 days") }
        clockAhead += seconds * 1000
        let then = now + seconds * 1000
        settle(upTo: then)
        return .json(200) { writer in
            writer.beginObject()
            writer.name("now")
            writer.time(milliseconds: then)
            writer.endObject()
        }
    }

    /// `{"wallet":"alice","operation":"create-quote","action":"refuse","status":503,"skip":0,"times":1}`.
    private mutating func orderFault(_ fields: JSONFields) throws(Malformation) -> HTTPResponse {
        guard faults.count < Limits.faultRules else { throw Malformation("there are too many rules") }
        faults.append(try FaultRule(fields))
        return .json(200, Self.empty)
    }

    /// `{"redirect":"…","choice":"accept"}` decides without a browser, and says where that would go.
    private mutating func decide(_ fields: JSONFields, now: Int64) throws(Malformation) -> HTTPResponse {
        try fields.allow(["redirect", "choice"])
        guard let choice = Choice(rawValue: try fields.string("choice")) else {
            throw Malformation("a choice is accept or reject")
        }
        guard let grant = grant(askedAt: try fields.string("redirect")) else {
            throw Malformation("no such interaction")
        }
        let location = decide(grant, choice, now: now)
        return .json(200) { writer in
            writer.beginObject()
            writer.name("location")
            if let location { writer.string(location) } else { writer.null() }
            writer.endObject()
        }
    }

    /// `{"wallet":"alice","grant":"…"}` takes back what the wallet's owner has allowed; without `grant`, all of it.
    private mutating func revoke(_ fields: JSONFields, now: Int64) throws(Malformation) -> HTTPResponse {
        try fields.allow(["wallet", "grant"])
        let account = try account(in: fields)
        let named = try fields.optionalString("grant")
        for id in named.map({ [$0] }) ?? permissions(ofWallet: account.name).map(\.id) {
            guard revoke(id, ofWallet: account.name, now: now) else { throw Malformation("no such permission") }
        }
        return .json(200, Self.empty)
    }

    /// `{"wallet":"alice","value":"500"}` adds money from nowhere.
    private mutating func topUp(_ fields: JSONFields) throws(Malformation) -> HTTPResponse {
        try fields.allow(["wallet", "value"])
        let account = try account(in: fields)
        guard let value = UInt64(try fields.string("value")), value > 0,
            !ledger.balance(ofWallet: account.name).addingReportingOverflow(value).overflow
        else { throw Malformation("a value is a number of units, above zero") }
        topUp(account, by: value)
        let balance = Amount(ledger.balance(ofWallet: account.name), account.asset)
        return .json(200) { writer in
            writer.beginObject()
            writer.name("balance")
            writer.amount(balance)
            writer.endObject()
        }
    }

    /// `{"wallet":"shop","jwk":{…}}` publishes a key; without `jwk` one is made, and its private half is told;
    /// `{"wallet":"shop","withdraw":"kid"}` publishes one no more.
    private mutating func publishKey(_ fields: JSONFields) throws(Malformation) -> HTTPResponse {
        try fields.allow(["wallet", "jwk", "withdraw"])
        let account = try account(in: fields)
        if let keyID = try fields.optionalString("withdraw") {
            guard withdraw(keyID: keyID, of: account.name) else { throw Malformation("no such key") }
            return .json(200, Self.empty)
        }
        var privateKey: Ed25519PrivateKey?
        let key: JSONWebKey
        if let jwk = try fields.optionalObject("jwk") {
            key = try JSONWebKey(jwk)
        } else {
            let made = identifiers.privateKey()
            privateKey = made
            key = JSONWebKey(id: "sandbox-\(identifiers.identifier())", key: made.publicKey)
        }
        guard publish(key, of: account.name) else { throw Malformation("the wallet has too many keys") }
        return .json(200) { writer in
            writer.beginObject()
            writer.name("walletAddress")
            writer.string(address(of: account))
            writer.name("keyId")
            writer.string(key.id)
            writer.name("jwk")
            writer.key(key)
            if let privateKey {
                writer.name("privateKey")
                writer.string(privateKey.pem)
            }
            writer.endObject()
        }
    }

    /// Any of `lenient`, `hash` (`base64`, `base64url`), `wait` (seconds), `settlement` (milliseconds).
    private mutating func change(_ fields: JSONFields) throws(Malformation) -> HTTPResponse {
        try fields.allow(["lenient", "hash", "wait", "settlement"])
        var changed = settings
        changed.isLenient = try fields.optionalBoolean("lenient") ?? changed.isLenient
        if let text = try fields.optionalString("hash") {
            guard let encoding = HashEncoding(rawValue: text) else {
                throw Malformation("a hash is base64 or base64url")
            }
            changed.hashEncoding = encoding
        }
        changed.waitSeconds = try fields.optionalInteger("wait") ?? changed.waitSeconds
        changed.settlementMilliseconds = try fields.optionalInteger("settlement") ?? changed.settlementMilliseconds
        guard (0...3600).contains(changed.waitSeconds), (0...86_400_000).contains(changed.settlementMilliseconds) else {
            throw Malformation("times are not negative, and no longer than an hour and a day")
        }
        settings = changed
        return .json(200, Self.empty)
    }

    private func account(in fields: JSONFields) throws(Malformation) -> Account {
        let name = try fields.string("wallet")
        guard let account = accounts[name] else { throw Malformation("no wallet '\(name)'") }
        return account
    }
}
