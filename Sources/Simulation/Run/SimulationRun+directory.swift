import Checkout
import CheckoutEngine
import Cryptography

/// What operators do.
extension SimulationRun {
    /// Takes in another merchant.
    func addMerchant() {
        let number = UInt64(nextNumber())
        let merchant = Merchant(
            id: MerchantID(partition: 0, number: number),
            name: "Shop \(number)",
            createdAt: server.engine.clock.now(),
            test: MerchantSettings(webhookURL: "https://shop.example.com/hook"),
            live: MerchantSettings()
        )
        directory.ask(for: merchant)
        server.call("merchant") { engine in
            try await engine.directory.submit(.createMerchant(merchant, keys: []))
            return .merchantIsThere(merchant.id)
        }
    }

    /// Makes an API key.
    func addKey(_ number: Int, _ merchant: MerchantID, _ keyMode: KeyMode) {
        let secret = APIKeySecret(keyMode: keyMode, first: UInt128(number), second: 1)
        let key = APIKey(
            id: KeyID(number: UInt64(number)),
            merchant: merchant,
            keyMode: keyMode,
            name: nil,
            digest: secret.digest,
            lastFour: secret.lastFour,
            createdAt: server.engine.clock.now()
        )
        directory.ask(for: key)
        server.call("key") { engine in
            try await engine.directory.submit(.createKey(key))
            return .keyIsThere(key.id)
        }
    }

    /// A request comes with an API key, and somebody signs in with it: what is told of both must stay.
    func useKey(_ number: Int) throws {
        guard let key = server.engine.directory.current.key(KeyID(number: UInt64(number))) else { return }
        if let active = server.engine.directory.authenticate(key.digest) {
            server.engine.directory.noteUse(of: active, at: server.engine.clock.now())
            server.engine.directory.noteSignIn(active, from: "10.0.0.\(number % 256)", browser: "Browser")
        }
        try directory.check(server.engine.directory.current)
    }

    /// Revokes an API key.
    func revokeKey(_ number: Int) {
        let id = KeyID(number: UInt64(number))
        directory.askToRevoke(id)
        server.call("revoke") { engine in
            try await engine.directory.submit(.revokeKey(id))
            return .keyIsRevoked(id)
        }
    }
}
