import Bytes
import Checkout
import Cryptography
import OpenPayments
import OutboundHTTP
import Testing

@testable import TestTools

/// Whether payments can be asked for at a merchant's wallet.
@Suite struct MerchantWalletCheckTests {
    private static let wallet = Answers.wallet.replacing("/alice", with: "/shop")
    private static let keys = """
        {"keys":[{"kid":"other","alg":"EdDSA","kty":"OKP","crv":"Ed25519",
        "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kid":"brief-key-1","alg":"EdDSA","use":"sig","kty":"OKP",
        "crv":"Ed25519","x":"cxokvpFUCjnHYe-A89dZ6iql39DQ8W5r7TjL50z0WXg"}]}
        """

    private static func check(
        _ transport: ScriptedTransport,
        typed: String = "$wallet.example/shop",
        keyID: String = "brief-key-1",
        policy: OutboundPolicy = .wallets
    ) async throws -> CheckedWallet {
        let check = MerchantWalletCheck(
            transport: transport,
            policy: policy,
            clock: StandingClock(),
            random: .system()
        )
        let key = try Ed25519PrivateKey(parsing: Vectors.all.key.privatePkcs8Pem)
        return try await check.check(typed: typed, keyID: keyID, privateKey: key)
    }

    @Test(arguments: ["$wallet.example/shop", "https://Wallet.example/shop/"])
    func `a wallet that publishes the key is taken as it names itself`(typed: String) async throws {
        let transport = ScriptedTransport(Self.wallet, Self.keys)
        let checked = try await Self.check(transport, typed: typed)
        #expect(checked.address == "https://wallet.example/shop")
        #expect(checked.asset.code == "USD" && checked.asset.scale == 2)
        #expect(checked.publicName == "Alice")
        #expect(
            transport.requests.map(\.url)
                == ["https://wallet.example/shop", "https://wallet.example/shop/jwks.json"]
        )
        #expect(transport.requests.allSatisfy { $0.headers.map(\.name) == ["Accept"] })
    }

    @Test(arguments: [("USD", 2), ("USD", 9), ("USD", 18), ("JPY", 0), ("KWD", 3)])
    func `a currency in fine units is taken`(code: String, scale: Int) async throws {
        let wallet = Self.wallet.replacing("USD", with: code)
            .replacing(#""assetScale":2"#, with: "\"assetScale\":\(scale)")
        #expect(try await Self.check(ScriptedTransport(wallet, Self.keys)).asset.scale == scale)
    }

    @Test(
        arguments: [
            ("USD", 1, .scale(1, least: 2)), ("USD", 19, .scale(19, least: 2)), ("KWD", 2, .scale(2, least: 3)),
            ("XAU", 2, .currencyUnknown), ("usd", 2, .currencyUnknown), ("BTC", 8, .currencyUnknown),
            ("CREDITS", 2, .currencyUnknown),
        ] as [(String, Int, MerchantWalletProblem)]
    )
    func `what no session can be paid in is refused`(
        code: String,
        scale: Int,
        problem: MerchantWalletProblem
    ) async throws {
        let wallet = Self.wallet.replacing("USD", with: code)
            .replacing(#""assetScale":2"#, with: "\"assetScale\":\(scale)")
        await #expect(throws: problem) { try await Self.check(ScriptedTransport(wallet, Self.keys)) }
    }

    @Test func `a key that is not published, or is another one, is refused`() async throws {
        await #expect(throws: MerchantWalletProblem.keyNotPublished) {
            try await Self.check(ScriptedTransport(Self.wallet, Self.keys), keyID: "missing")
        }
        await #expect(throws: MerchantWalletProblem.keyDiffers) {
            try await Self.check(ScriptedTransport(Self.wallet, Self.keys), keyID: "other")
        }
        await #expect(throws: MerchantWalletProblem.keyNotPublished) {
            try await Self.check(ScriptedTransport(Self.wallet, #"{"keys":[]}"#))
        }
        await #expect(throws: MerchantWalletProblem.keyName) {
            try await Self.check(ScriptedTransport(Self.wallet, Self.keys), keyID: "a;b")
        }
    }

    @Test func `a wallet that cannot be asked is refused with the reason`() async throws {
        let refused = MerchantWalletProblem.document(.notSent(.unreachable(.connectionRefused)))
        await #expect(throws: refused) { try await Self.check(ScriptedTransport([.failure(.connectionRefused)])) }
        #expect(refused.text == "the wallet could not be asked: connection refused")
        await #expect(throws: MerchantWalletProblem.document(.unusable(.notJSON))) {
            try await Self.check(ScriptedTransport("<html>"))
        }
        await #expect(throws: MerchantWalletProblem.keys(.unusable(.memberMissing("keys")))) {
            try await Self.check(ScriptedTransport(Self.wallet, "{}"))
        }
        let missing = ScriptedTransport(status: 404, "")
        let problem = await #expect(throws: MerchantWalletProblem.self) { try await Self.check(missing) }
        #expect(problem?.text == "the wallet could not be asked: the answer's status is 404")
    }

    @Test(arguments: ["", "http://wallet.example/shop", "https://127.0.0.1/shop", "https://wallet.example:8443/shop"])
    func `what is no address of a wallet is asked for nothing`(typed: String) async throws {
        let transport = ScriptedTransport(Self.wallet, Self.keys)
        await #expect(throws: MerchantWalletProblem.self) { try await Self.check(transport, typed: typed) }
        #expect(transport.requests.isEmpty)
    }

    @Test func `a wallet on this machine is asked where that is allowed`() async throws {
        let local = Self.wallet.replacing("https://wallet.example/shop", with: "http://127.0.0.1:4000/shop")
        let transport = ScriptedTransport(local, Self.keys)
        let checked = try await Self.check(
            transport,
            typed: "http://127.0.0.1:4000/shop",
            policy: .walletsAllowingLocal
        )
        #expect(checked.address == "http://127.0.0.1:4000/shop")
        await #expect(throws: MerchantWalletProblem.address(.notEncrypted)) {
            try await Self.check(transport, typed: "http://127.0.0.1:4000/shop")
        }
    }

    @Test func `a published key is written as wallets want it`() throws {
        let key = try Ed25519PrivateKey(parsing: Vectors.all.key.privatePkcs8Pem)
        var writer = JSONWriter()
        PublishedKey(keyID: "brief-key-1", publicKey: key.publicKey).write(to: &writer)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"kid":"brief-key-1","alg":"EdDSA","use":"sig","kty":"OKP","crv":"Ed25519","#
                + #""x":"cxokvpFUCjnHYe-A89dZ6iql39DQ8W5r7TjL50z0WXg"}"#
        )
    }
}
