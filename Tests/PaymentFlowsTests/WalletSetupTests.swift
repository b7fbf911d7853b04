import Checkout
import CheckoutEngine
import Cryptography
import OpenPayments
import PaymentFlows
import SandboxWallet
import Testing

@Suite(.timeLimit(.minutes(1))) struct WalletSetupTests {
    @Test func `a wallet is set once it was asked, and with a key that it publishes`() async throws {
        let world = try await PaymentWorld()
        let setup = WalletSetup(engine: world.engine, transport: WalletLink(world.network), allowsLocal: false)
        let credentials = try #require(world.sandbox.makeCredentials(ofWallet: "shop"))
        func wallet() -> MerchantWallet? { world.engine.directory.current.merchant(PaymentWorld.merchant)?.live.wallet }
        let checked = try await setup.setWallet(
            typed: credentials.address,
            keyID: credentials.keyID,
            privateKey: credentials.privateKey,
            of: PaymentWorld.merchant,
            .live
        )
        #expect(checked.address == credentials.address && wallet()?.address == checked.address)
        #expect(wallet()?.isReady == true && wallet()?.key?.id == credentials.keyID)
        // The key that is kept serves again by its name.
        _ = try await setup.setWallet(
            typed: credentials.address,
            keyID: credentials.keyID,
            privateKey: nil,
            of: PaymentWorld.merchant,
            .live
        )
        try await setup.removeWallet(of: PaymentWorld.merchant, .live)
        #expect(wallet() == nil)
    }

    @Test func `what cannot be paid at is not set, and changes nothing`() async throws {
        let world = try await PaymentWorld()
        let setup = WalletSetup(engine: world.engine, transport: WalletLink(world.network), allowsLocal: false)
        let credentials = try #require(world.sandbox.makeCredentials(ofWallet: "shop"))
        let made = try await setup.generateKey(named: "new", of: PaymentWorld.merchant, .test)
        #expect(made.keyID == "new")
        let before = world.engine.directory.current.merchant(PaymentWorld.merchant)
        #expect(before?.test.generatedWalletKey?.id == "new")
        let other = Ed25519PrivateKey.generate(from: world.engine.random)
        func set(_ address: String, _ keyID: String, _ key: Ed25519PrivateKey? = nil) async throws {
            _ = try await setup.setWallet(
                typed: address,
                keyID: keyID,
                privateKey: key,
                of: PaymentWorld.merchant,
                .test
            )
        }
        await #expect(throws: MerchantWalletProblem.keyNotPublished) { try await set(credentials.address, "new") }
        await #expect(throws: MerchantWalletProblem.keyDiffers) {
            try await set(credentials.address, credentials.keyID, other)
        }
        await #expect(throws: WalletSetupProblem.keyUnknown("none")) { try await set(credentials.address, "none") }
        await #expect(throws: MerchantWalletProblem.self) { try await set("http://127.0.0.1/shop", "new") }
        #expect(world.engine.directory.current.merchant(PaymentWorld.merchant) == before)
    }
}
