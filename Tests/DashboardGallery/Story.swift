import Checkout
import CheckoutEngine
import TestTools
import Webhooks

/// A day in a shop, for a dashboard that has something to show: a session for each page there is.
struct Story: Sendable {
    /// The sessions by what they are for.
    private(set) var sessions: [(name: String, id: SessionID)] = []

    let shop: Shop

    /// Lives through the day.
    init(of shop: Shop, in gallery: Gallery) async throws {
        self.shop = shop
        let engine = shop.engine
        let secret = try WebhookSecrets.make(for: shop.id, .test, vault: engine.vault, random: engine.random)
        let changes: [MerchantChange] = [
            .webhookURL("https://shop.example/hook", .test),
            .webhookSecret(sealed: secret.sealed, previousUntil: nil, .test),
        ]
        try await engine.directory.submit(.updateMerchant(shop.id, changes))
        try await engine.directory.submit(.setLogo(shop.id, PictureFile.logo))
        for number in 1...30 {
            try await shop.create(Sample.sweater(reference: "order-\(number)"))
            gallery.clock.advance(seconds: 97)
        }
        try await add("open", Sample.sweater(reference: "order-1001", metadata: [("channel", "web"), ("staff", "no")]))
        try await add("gift", Sample.gift())
        let failed = try await add("failed", Sample.sweater(reference: "order-1002"))
        try await shop.fail(failed)
        gallery.clock.advance(seconds: 60)
        try await shop.pay(try await add("awaiting", Sample.sweater()), to: .awaitingConsent)
        try await shop.pay(try await add("processing", Sample.sweater()), to: .processing)
        let paid = try await add("completed", Sample.sweater(reference: "order-1003", metadata: [("channel", "app")]))
        gallery.clock.advance(seconds: 30)
        try await shop.pay(paid, to: .processing)
        gallery.clock.advance(seconds: 5)
        try await shop.pay(paid, to: .closed)
        try await tell(of: paid, gallery)
        try await shop.change(try await add("canceled", Sample.sweater()), .cancel)
        try await shop.change(try await add("expired", Sample.sweater()), .expire)
        try await shop.pay(try await add("subscribed", Sample.magazine()), to: .closed)
        try await add("long", Sample.longest())
        let hostile = try await add("hostile", Sample.hostile())
        try await shop.change(hostile, .prepare(customerWallet: "https://wallet.example/\"'<b>"))
        try await shop.create(Sample.sweater(reference: "live-1"), .live)
    }

    /// The session of a name.
    subscript(_ name: String) -> SessionID {
        guard let session = sessions.first(where: { $0.name == name }) else {
            preconditionFailure("the story has a session \(name)")
        }
        return session.id
    }

    @discardableResult
    private mutating func add(_ name: String, _ session: NewSession) async throws -> SessionID {
        let id = try await shop.create(session)
        sessions.append((name, id))
        return id
    }

    private func tell(of session: SessionID, _ gallery: Gallery) async throws {
        for (status, problem) in [(503, nil), (nil, "connection refused"), (200, nil)] as [(UInt16?, String?)] {
            let attempt = DeliveryAttempt(
                startedAt: shop.engine.clock.now(),
                durationMilliseconds: 132,
                status: status,
                problem: problem,
                response: status == 503 ? Sample.hostileText : problem == nil ? "ok" : ""
            )
            _ = await shop.report(session, .attempted(attempt, retryAfterSeconds: nil))
            gallery.clock.advance(seconds: 40)
        }
    }
}
