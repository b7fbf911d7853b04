import Checkout
import CheckoutEngine

/// The merchant of `--demo`: a store, a fresh test key at each start, and a line of curl that works as it stands.
enum DemoStore {
    private static let name = "Demo store"

    /// The lines to print before the service says that it is ready.
    static func lines(_ engine: Engine, baseURL: String, wallets: WalletProvider?) async throws -> [String] {
        let worker = Operator(engine: engine)
        let id: MerchantID
        let key: APIKeySecret
        if let merchant = engine.directory.current.allMerchants.first(where: { $0.name == name }) {
            id = merchant.id
            // Only a key's hash is stored, so that an old one cannot be shown again; it stays good.
            key = try await engine.createKey(of: id, .test, name: "demo").secret
        } else {
            let merchant = try await worker.createMerchant(name: name, webhookURL: nil)
            (id, key) = (merchant.id, merchant.testKey)
        }
        if let wallet = try wallets?.merchantWallet(of: id, .test, sealedBy: engine.vault) {
            try await engine.directory.submit(.updateMerchant(id, [.wallet(wallet, .test)]))
        }
        return [
            "Test key: \(key.text)",
            "Try it: \(curl(key.text, baseURL))",
        ] + (wallets.map { ["Wallets to try, without real money: \($0.baseURL)"] } ?? [])
    }

    private static func curl(_ key: String, _ baseURL: String) -> String {
        let body = """
            {"mode":"payment","line_items":[{"price_data":{"currency":"usd","product_data":{"name":"Wool sweater"},\
            "unit_amount":2499},"quantity":1}],\
            "success_url":"https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",\
            "cancel_url":"https://shop.example/cart"}
            """
        return "curl -sS \(baseURL)/api/checkout/sessions -H 'Authorization: Bearer \(key)' "
            + "-H 'Content-Type: application/json' -H 'Idempotency-Key: order-1' -d '\(body)'"
    }
}
