import Checkout
import CheckoutEngine
import Cryptography
import PaymentFlows
import SandboxWallet
import TestTools
import Testing

/// Merchants that change their wallet, or its key, while customers pay.
@Suite(.timeLimit(.minutes(2))) struct WalletChangeTests {
    /// The merchant is paid at another wallet from now on, or not at all.
    private func change(_ world: PaymentWorld, to name: String?) async throws {
        var wallet: MerchantWallet?
        if let name {
            let credentials = try #require(world.sandbox.makeCredentials(ofWallet: name))
            let key = try world.engine.vault.seal(
                credentials.privateKey,
                named: credentials.keyID,
                of: PaymentWorld.merchant,
                .test
            )
            wallet = MerchantWallet(address: credentials.address, asset: WalletAsset(code: "USD", scale: 2), key: key)
        }
        try await world.engine.directory.submit(.updateMerchant(PaymentWorld.merchant, [.wallet(wallet, .test)]))
    }

    @Test(arguments: ["shop", "alice", nil], [false, true])
    func `a payment that has begun goes on with the key that it began with`(
        name: String?,
        isOrdered: Bool
    )
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("eve", session)
        if isOrdered {
            world.network.set(.unanswered, "POST", "/op/outgoing-payments")
            world.network.set(.refused(503), "GET", "/op/", times: 20)
            try await world.comeBack(from: url)
            try await world.wait(session, for: [.charging])
        }
        try await change(world, to: name)
        if !isOrdered { try await world.comeBack(from: url) }
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.received == 4998)
        #expect(world.network.count("DELETE", "/continue/") == 1)
        #expect(try await world.attempt(of: session)?.sealedKey == nil)
    }

    @Test func `what an attempt has left at the wallet of before is closed there, and the next is paid at the new one`()
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        _ = try await world.goToWallet("eve", session)
        try await world.service.startOver(session)
        try await change(world, to: "rootauth")
        let url = try await world.goToWallet("eve", session)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(world.received == 0)
        #expect(try await world.status(of: session) == .completed)
        #expect(world.sandbox.balance(ofWallet: "rootauth") == 1_004_998)
        #expect(!world.sandbox.books.incoming.contains { $0.isOpen })
    }

    @Test func `under a key that no wallet knows any more a payment ends by what anybody can read`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(lifetime: 3600)
        let url = try await world.goToWallet(session)
        world.network.set(.refused(503), "POST", "/op/outgoing-payments")
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.charging])
        for method in ["GET", "POST", "DELETE"] {
            world.network.set(.refused(401), method, "/op/outgoing-payment", times: 1_000_000)
            world.network.set(.refused(401), method, "/auth", times: 1_000_000)
            world.network.set(.refused(401), method, "/complete", times: 1_000_000)
        }
        try await world.pass(hours: 5)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .expired)
        #expect(world.received == 0)
    }
}
