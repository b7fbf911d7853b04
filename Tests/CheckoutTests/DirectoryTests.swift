import Bytes
import Checkout
import Testing

struct DirectoryTests {
    private let now = Timestamp(secondsSinceEpoch: 1_800_000_000)
    private let shop = MerchantID(partition: 1, number: 1)

    @Test func `takes in a merchant with its keys, as a whole`() throws {
        var directory = Directory()
        let keys = [key(1), key(2, mode: .live)]
        try run(.createMerchant(merchant(), keys: keys), on: &directory)
        #expect(directory.merchant(shop)?.name == "Shop")
        #expect(directory.activeKey(digest: keys[1].digest)?.keyMode == .live)
        #expect(directory.keys(of: shop) == keys)
        #expect(directory.keysCount == 2)
        #expect(throws: DirectoryViolation.merchantExists(shop)) {
            try directory.decide(.createMerchant(merchant(), keys: []), at: now)
        }
        let foreign = MerchantID(partition: 1, number: 9)
        #expect(throws: DirectoryViolation.keyOfAnotherMerchant(key(1).id)) {
            try directory.decide(.createMerchant(merchant(foreign), keys: [key(1)]), at: now)
        }
    }

    @Test func `refuses a key that is known, or comes twice`() throws {
        var directory = Directory()
        try run(.createMerchant(merchant(), keys: [key(1)]), on: &directory)
        #expect(throws: DirectoryViolation.keyExists(key(1).id)) { try directory.decide(.createKey(key(1)), at: now) }
        let twin = APIKey(
            id: KeyID(number: 99),
            merchant: shop,
            keyMode: .test,
            name: nil,
            digest: key(1).digest,
            lastFour: "abcd",
            createdAt: now
        )
        #expect(throws: DirectoryViolation.keyExists(twin.id)) { try directory.decide(.createKey(twin), at: now) }
        let other = MerchantID(partition: 1, number: 2)
        #expect(throws: DirectoryViolation.keyExists(KeyID(number: 5))) {
            try directory.decide(
                .createMerchant(merchant(other), keys: [key(5, of: other), key(5, of: other)]),
                at: now
            )
        }
        #expect(throws: DirectoryViolation.merchantUnknown(other)) {
            try directory.decide(.createKey(key(6, of: other)), at: now)
        }
    }

    @Test func `a merchant's colour is set, kept and taken away`() throws {
        var directory = Directory()
        try run(.createMerchant(merchant(), keys: []), on: &directory)
        let plain = Self.text(of: try #require(directory.merchant(shop)))
        #expect(!plain.contains("color"))
        let color = try #require(BrandColor(parsing: "#12594c"))
        try run(.updateMerchant(shop, [.color(color)]), on: &directory)
        let colored = try #require(directory.merchant(shop))
        #expect(colored.color == color)
        let text = Self.text(of: colored)
        #expect(text == plain.dropLast() + ##","color":"#12594c"}"##)
        let document = try JSONDocument(parsing: Array(text.utf8))
        #expect(try Merchant(reading: document.root, of: document) == colored)
        let upper = try JSONDocument(parsing: Array(text.replacing("#12594c", with: "#12594C").utf8))
        #expect(throws: EventFormatError.memberMalformed("color")) { try Merchant(reading: upper.root, of: upper) }
        try run(.updateMerchant(shop, [.color(nil)]), on: &directory)
        #expect(directory.merchant(shop)?.color == nil)
    }

    private static func text(of merchant: Merchant) -> String {
        var json = JSONWriter()
        merchant.write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `changes name, webhook and wallet a mode at a time`() throws {
        var directory = Directory()
        try run(.createMerchant(merchant(), keys: []), on: &directory)
        let wallet = MerchantWallet(address: "https://w.example/s")
        let changes: [MerchantChange] = [
            .name("Store"), .webhookURL("http://localhost:1/h", .test), .wallet(wallet, .live),
        ]
        try run(.updateMerchant(shop, changes), on: &directory)
        let changed = try #require(directory.merchant(shop))
        #expect(changed.name == "Store")
        #expect(changed.test.webhookURL == "http://localhost:1/h")
        #expect(changed.live.webhookURL == "https://hooks.example/h")
        #expect(changed.live.wallet == wallet)
        #expect(changed.live.wallet?.isReady == false)
        #expect(changed.test.wallet == nil)
        #expect(changed[.live].sealedWebhookSecret == [1, 2, 3])
        try run(.updateMerchant(shop, [.webhookURL(nil, .test)]), on: &directory)
        #expect(directory.merchant(shop)?.test.webhookURL == nil)
    }

    private func wallet(keyID: String = "key-1", sealedBytes: Int = 3) -> MerchantWallet {
        let key = WalletKey(id: keyID, sealedPrivateKey: [UInt8](repeating: 1, count: sealedBytes))
        return MerchantWallet(address: "https://w.example/s", asset: WalletAsset(code: "USD", scale: 9), key: key)
    }

    @Test func `a key that was made waits until a wallet is set with it`() throws {
        var directory = Directory()
        try run(.createMerchant(merchant(), keys: []), on: &directory)
        let key = try #require(wallet().key)
        try run(
            .updateMerchant(shop, [.generatedWalletKey(key, .test), .generatedWalletKey(key, .live)]),
            on: &directory
        )
        try run(.updateMerchant(shop, [.wallet(wallet(keyID: "another"), .test)]), on: &directory)
        #expect(directory.merchant(shop)?.test.generatedWalletKey == key)
        try run(.updateMerchant(shop, [.wallet(wallet(), .test)]), on: &directory)
        #expect(directory.merchant(shop)?.test.generatedWalletKey == nil)
        #expect(directory.merchant(shop)?.test.wallet?.isReady == true)
        #expect(directory.merchant(shop)?.live.generatedWalletKey == key)
    }

    @Test func `an asset is a currency by its letters, and has a scale that can be reckoned with`() throws {
        let dollars = try #require(WalletAsset(code: "USD", scale: 9))
        #expect(dollars.isCurrency(try Currency("usd")))
        #expect(!dollars.isCurrency(try Currency("eur")))
        #expect(WalletAsset(code: "USD", scale: 19) == nil)
        #expect(WalletAsset(code: "USD", scale: -1) == nil)
        #expect(WalletAsset(code: "", scale: 2) == nil)
    }

    @Test func `a destination fails from its first failure on, until a success, and is disabled until it is set`()
        throws
    {
        var directory = Directory()
        try run(.createMerchant(merchant(), keys: []), on: &directory)
        let url = "https://hooks.example/h"
        try run(.updateMerchant(shop, [.webhookFailing(since: now, url: url, .live)]), on: &directory)
        try run(.updateMerchant(shop, [.webhookFailing(since: now + 60, url: url, .live)]), on: &directory)
        #expect(directory.merchant(shop)?.live.webhook.failingSince == now)
        try run(.updateMerchant(shop, [.webhookFailing(since: nil, url: url, .live)]), on: &directory)
        #expect(directory.merchant(shop)?.live.webhook.failingSince == nil)
        // What comes of a destination that was replaced meanwhile says nothing of the new one.
        let late: [MerchantChange] = [
            .webhookFailing(since: now, url: "https://old.example", .live),
            .webhookDisabled(reason: "gone", url: "https://old.example", .live),
        ]
        for change in late { #expect(try directory.decide(.updateMerchant(shop, [change]), at: now).isEmpty) }
        try run(.updateMerchant(shop, [.webhookDisabled(reason: "gone", url: url, .live)]), on: &directory)
        #expect(directory.merchant(shop)?.live.webhook.disabledReason == "gone")
        #expect(directory.merchant(shop)?.live.takesEvents == false)
        try run(.updateMerchant(shop, [.webhookURL(url, .live)]), on: &directory)
        #expect(directory.merchant(shop)?.live.webhook.disabledReason == nil)
        #expect(directory.merchant(shop)?.live.takesEvents == true)
        #expect(throws: DirectoryViolation.disabledReason(.empty)) {
            try directory.decide(.updateMerchant(shop, [.webhookDisabled(reason: "", url: url, .live)]), at: now)
        }
    }

    @Test func `a secret that is replaced stays for its overlap, and for none if there is none`() throws {
        var directory = Directory()
        try run(.createMerchant(merchant(), keys: []), on: &directory)
        try run(.updateMerchant(shop, [.webhookSecret(sealed: [4], previousUntil: now + 60, .live)]), on: &directory)
        let rolled = try #require(directory.merchant(shop)?.live)
        #expect(rolled.sealedWebhookSecret == [4])
        #expect(rolled.webhook.sealedPreviousSecret == [1, 2, 3])
        #expect(rolled.webhook.previousSecretExpiresAt == now + 60)
        try run(.updateMerchant(shop, [.webhookSecret(sealed: [5], previousUntil: now, .live)]), on: &directory)
        let again = try #require(directory.merchant(shop)?.live)
        #expect(again.sealedWebhookSecret == [5])
        #expect(again.webhook.sealedPreviousSecret == nil)
        #expect(again.webhook.previousSecretExpiresAt == nil)
        #expect(directory.merchant(shop)?.test.webhook == WebhookStanding())
    }

    @Test func `refuses settings that break a rule, all of them`() throws {
        var directory = Directory()
        try run(.createMerchant(merchant(), keys: []), on: &directory)
        let refused: [([MerchantChange], DirectoryViolation)] = [
            ([.name("")], .merchantName(.empty)),
            ([.name("a\nb")], .merchantName(.holdsControlCharacter)),
            ([.name(String(repeating: "n", count: 201))], .merchantName(.tooLong(maximum: 200))),
            ([.name("New"), .webhookURL("ftp://x.example", .test)], .webhookURL(.schemeNotWeb)),
            ([.wallet(MerchantWallet(address: "https://u@x.example"), .live)], .walletAddress(.userInformation)),
            ([.wallet(wallet(keyID: ""), .live)], .walletKeyID),
            ([.wallet(wallet(keyID: "a;b"), .live)], .walletKeyID),
            ([.wallet(wallet(keyID: "a b"), .live)], .walletKeyID),
            ([.generatedWalletKey(WalletKey(id: "a\"", sealedPrivateKey: []), .test)], .walletKeyID),
            ([.wallet(wallet(sealedBytes: 4097), .live)], .sealedSecretTooLong),
        ]
        for (changes, violation) in refused {
            #expect(throws: violation) { try directory.decide(.updateMerchant(shop, changes), at: now) }
        }
        let other = MerchantID(partition: 1, number: 2)
        #expect(throws: DirectoryViolation.merchantUnknown(other)) {
            try directory.decide(.updateMerchant(other, []), at: now)
        }
        let named = key(7, name: String(repeating: "k", count: 101))
        #expect(throws: DirectoryViolation.keyName(.tooLong(maximum: 100))) {
            try directory.decide(.createKey(named), at: now)
        }
    }

    @Test func `lets a revoked key open nothing, and revokes it once`() throws {
        var directory = Directory()
        try run(.createMerchant(merchant(), keys: [key(1)]), on: &directory)
        try run(.revokeKey(key(1).id), on: &directory)
        #expect(directory.activeKey(digest: key(1).digest) == nil)
        #expect(directory.key(key(1).id)?.revokedAt == now)
        #expect(throws: DirectoryViolation.keyRevoked(key(1).id, at: now)) {
            try directory.decide(.revokeKey(key(1).id), at: now + 5)
        }
        #expect(throws: DirectoryViolation.keyRevoked(key(1).id, at: now)) {
            try directory.decide(.useKey(key(1).id), at: now + 5)
        }
        #expect(throws: DirectoryViolation.keyUnknown(KeyID(number: 8))) {
            try directory.decide(.revokeKey(KeyID(number: 8)), at: now)
        }
    }

    @Test func `logs a key's use once an hour`() throws {
        var directory = Directory()
        try run(.createMerchant(merchant(), keys: [key(1)]), on: &directory)
        #expect(try directory.decide(.useKey(key(1).id), at: now) == [.keyUsed(key(1).id)])
        try run(.useKey(key(1).id), on: &directory)
        #expect(directory.key(key(1).id)?.lastUsedAt == now)
        #expect(try directory.decide(.useKey(key(1).id), at: now + 3599) == [])
        #expect(try directory.decide(.useKey(key(1).id), at: now + 3600) == [.keyUsed(key(1).id)])
    }

    @Test func `restores what it holds, and nothing twice`() throws {
        var directory = Directory()
        let answers = [
            directory.restore(key(1)), directory.restore(merchant()), directory.restore(merchant()),
            directory.restore(key(1)), directory.restore(key(1)),
        ]
        #expect(answers == [false, true, false, true, false])
        #expect(directory.allMerchants == [merchant()])
        #expect(directory.allKeys == [key(1)])
        #expect(!directory.accepts(.merchantCreated(merchant())))
        #expect(!directory.accepts(.keyCreated(key(1))))
        #expect(!directory.accepts(.keyRevoked(KeyID(number: 3))))
    }

    private func run(_ command: DirectoryCommand, on directory: inout Directory) throws {
        for event in try directory.decide(command, at: now) {
            #expect(directory.accepts(event))
            directory.apply(event, at: now)
        }
    }

    private func merchant(_ id: MerchantID? = nil) -> Merchant {
        let settings = MerchantSettings(webhookURL: "https://hooks.example/h", sealedWebhookSecret: [1, 2, 3])
        return Merchant(id: id ?? shop, name: "Shop", createdAt: now, test: settings, live: settings)
    }

    private func key(
        _ number: UInt64,
        of merchant: MerchantID? = nil,
        mode: KeyMode = .test,
        name: String? = nil
    ) -> APIKey {
        let secret = APIKeySecret(keyMode: mode, first: UInt128(number), second: UInt128(number))
        return APIKey(
            id: KeyID(number: number),
            merchant: merchant ?? shop,
            keyMode: mode,
            name: name,
            digest: secret.digest,
            lastFour: secret.lastFour,
            createdAt: now
        )
    }
}
