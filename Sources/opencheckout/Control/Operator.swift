import Bytes
import Checkout
import CheckoutEngine
import Cryptography
import OpenPayments
import OutboundHTTP
import PaymentFlows
import Webhooks

/// Does what operators ask, through the engine's one door.
struct Operator: Sendable {
    let engine: Engine

    /// How wallets are asked; nil where nothing is asked of them.
    var wallets: WalletSetup?

    /// Does it, and returns when it is durable.
    func perform(_ request: OperatorRequest) async -> OperatorReply {
        do {
            switch request {
            case .createMerchant(let name, let webhookURL, let walletAddress):
                return try await createMerchant(name: name, webhookURL: webhookURL, walletAddress: walletAddress).reply
            case .listMerchants:
                return OperatorListings.merchants(engine.directory.current)
            case .showMerchant(let id):
                return OperatorListings.merchant(try merchant(id))
            case .updateMerchant(let id, let name, let color, let webhook, let wallet):
                return try await updateMerchant(id, name, color, webhook, wallet)
            case .createKey(let merchantID, let mode, let name):
                return try await createKey(merchantID, mode, name)
            case .listKeys(let id):
                return OperatorListings.keys(engine.directory.current.keys(of: try merchant(id).id))
            case .revokeKey(let id):
                return try await revokeKey(id)
            case .listEvents(let merchant, let mode, let state, let limit):
                return try await listEvents(merchant, mode, state, limit)
            case .showEvent(let id):
                return try await showEvent(id)
            case .resendEvent(let id):
                return try await resendEvent(id)
            case .createSnapshot:
                return try await createSnapshot()
            case .tellDurableSequence:
                let sequence = "\(engine.durableSequence)"
                return OperatorReply(json: sequence, lines: [sequence])
            }
        } catch {
            return OperatorReply(failure: OperatorProblem.sentence(for: error))
        }
    }

    /// A merchant that was just made, with what is shown this one time.
    struct NewMerchant {
        let id: MerchantID
        let testKey: APIKeySecret
        let reply: OperatorReply
    }

    /// Makes a merchant with a key and a webhook secret for each mode.
    func createMerchant(
        name: String,
        webhookURL: String?,
        walletAddress: String? = nil
    ) async throws -> NewMerchant {
        if let webhookURL { try Self.check(webhookURL) }
        let id = MerchantID(partition: 0, number: engine.random.next64())
        let made = try KeyMode.allCases.map { keyMode in
            try WebhookSecrets.make(for: id, keyMode, vault: engine.vault, random: engine.random)
        }
        let secrets = made.map(\.secret)
        let wallet = try walletAddress.map { address in
            MerchantWallet(address: try WalletAddressURL(typed: address, policy: .walletsAllowingLocal).text)
        }
        let settings = made.map {
            MerchantSettings(webhookURL: webhookURL, sealedWebhookSecret: $0.sealed, wallet: wallet)
        }
        let now = engine.clock.now()
        let merchant = Merchant(id: id, name: name, createdAt: now, test: settings[0], live: settings[1])
        let keys = KeyMode.allCases.map { engine.newKey(of: id, $0, name: nil) }
        try await engine.directory.submit(.createMerchant(merchant, keys: keys.map(\.key)))
        var json = JSONWriter()
        json.beginObject()
        for (name, value) in [
            ("id", id.text), ("test_key", keys[0].secret.text), ("live_key", keys[1].secret.text),
            ("webhook_secret", secrets[0].text), ("live_webhook_secret", secrets[1].text),
        ] {
            json.name(name)
            json.string(value)
        }
        json.endObject()
        let text = String(decoding: json.bytes, as: UTF8.self)
        return NewMerchant(id: id, testKey: keys[0].secret, reply: OperatorReply(json: text, lines: [text]))
    }

    private func createKey(_ merchantID: String, _ mode: String, _ name: String?) async throws -> OperatorReply {
        guard let keyMode = KeyMode(parsing: mode) else {
            throw OperatorProblem.modeUnknown(mode)
        }
        let (key, secret) = try await engine.createKey(of: try merchant(merchantID).id, keyMode, name: name)
        var json = JSONWriter()
        json.beginObject()
        json.name("id")
        json.string(key.id.text)
        json.name("key")
        json.string(secret.text)
        json.endObject()
        let text = String(decoding: json.bytes, as: UTF8.self)
        return OperatorReply(json: text, lines: [text])
    }

    private func updateMerchant(
        _ id: String,
        _ name: String?,
        _ color: String?,
        _ webhook: OperatorRequest.WebhookSetting?,
        _ wallet: WalletSetting?
    ) async throws -> OperatorReply {
        let merchant = try merchant(id)
        var changes = name.map { [MerchantChange.name($0)] } ?? []
        if let color {
            let parsed = BrandColor(parsing: color)
            guard parsed != nil || color.isEmpty else { throw OperatorProblem.colorMalformed }
            changes.append(.color(parsed))
        }
        if let webhook {
            guard let mode = KeyMode(parsing: webhook.mode) else {
                throw OperatorProblem.modeUnknown(webhook.mode)
            }
            if !webhook.url.isEmpty { try Self.check(webhook.url) }
            changes.append(.webhookURL(webhook.url.isEmpty ? nil : webhook.url, mode))
        }
        var walletReply: OperatorReply?
        if let wallet {
            let walletChange = try await walletChange(wallet, of: merchant)
            changes.append(walletChange.change)
            walletReply = walletChange.reply
        }
        try await engine.directory.submit(.updateMerchant(merchant.id, changes))
        return try walletReply ?? OperatorListings.merchant(self.merchant(id))
    }

    /// Refuses a URL that is used in no mode of any server; one on this machine is in test mode, where that is allowed.
    private static func check(_ webhookURL: String) throws(WebhookURLProblem) {
        try WebhookSetup.check(webhookURL, by: .allowingLocal)
    }

    private func revokeKey(_ id: String) async throws -> OperatorReply {
        guard let keyID = KeyID(parsing: Array(id.utf8)) else {
            throw OperatorProblem.keyUnknown(id)
        }
        try await engine.directory.submit(.revokeKey(keyID))
        var json = JSONWriter()
        json.beginObject()
        json.name("id")
        json.string(id)
        json.name("revoked")
        json.boolean(true)
        json.endObject()
        return OperatorReply(json: String(decoding: json.bytes, as: UTF8.self), lines: ["revoked \(id)"])
    }

    private func createSnapshot() async throws -> OperatorReply {
        OperatorListings.snapshot(try await engine.snapshots.take())
    }

    private func merchant(_ id: String) throws -> Merchant {
        try engine.directory.current.merchant(named: id)
    }
}
