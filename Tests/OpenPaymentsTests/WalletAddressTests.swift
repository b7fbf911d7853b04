import Cryptography
import OpenPayments
import OutboundHTTP
import Testing

/// Wallets' documents and keys.
@Suite struct WalletAddressTests {
    private static let url = "https://wallet.example/alice"

    @Test func `a document is asked for without signature, and read`() async throws {
        let transport = ScriptedTransport(Answers.wallet)
        let wallet = try await OpenPaymentsClient.test(transport).walletAddress(at: Self.url)
        #expect(wallet.id == Self.url)
        #expect(wallet.publicName == "Alice")
        #expect(wallet.assetCode == "USD")
        #expect(wallet.assetScale == 2)
        #expect(wallet.authServer == "https://auth.wallet.example/")
        #expect(wallet.resourceServer == "https://wallet.example/op")
        let request = try #require(transport.requests.first)
        #expect(request.method == "GET" && request.url == Self.url && request.answerBytes == 65_536)
        #expect(request.headers.map(\.name) == ["Accept"])
        #expect(request.field("Accept") == "application/json")
    }

    @Test func `an address that names another is followed once`() async throws {
        let transport = ScriptedTransport(Answers.wallet)
        let wallet = try await OpenPaymentsClient.test(transport).walletAddress(at: "https://old.example/a")
        #expect(transport.requests.map(\.url) == ["https://old.example/a", Self.url])
        #expect(wallet.id == Self.url)
    }

    @Test func `a slash at the end makes no other address`() async throws {
        let transport = ScriptedTransport(Answers.wallet.replacing("/alice", with: "/alice/"))
        #expect(try await OpenPaymentsClient.test(transport).walletAddress(at: Self.url).id == Self.url + "/")
        #expect(transport.requests.count == 1)
    }

    @Test(
        arguments: [
            ("[]", .notJSON), ("<html>", .notJSON), ("", .notJSON), ("{}", .memberMissing("id")),
            (Answers.wallet.replacing(#""assetScale":2"#, with: #""assetScale":256"#), .memberMalformed("assetScale")),
            (Answers.wallet.replacing(#""assetScale":2"#, with: #""assetScale":2.5"#), .memberMalformed("assetScale")),
            (Answers.wallet.replacing(#""USD""#, with: #""""#), .memberMalformed("assetCode")),
            (Answers.wallet.replacing(#""USD""#, with: "null"), .memberMissing("assetCode")),
            (
                Answers.wallet.replacing("https://auth.wallet.example/", with: "https://169.254.169.254/"),
                .urlRefused("authServer", .hostIsAddress)
            ),
            (
                Answers.wallet.replacing("https://wallet.example/op", with: "http://wallet.example/op"),
                .urlRefused("resourceServer", .notEncrypted)
            ),
            (
                Answers.wallet.replacing(
                    #"{"a":[1]}"#,
                    with: String(repeating: "[", count: 16) + String(repeating: "]", count: 16)
                ),
                .notJSON
            ),
            (Answers.wallet.replacing("Alice", with: String(repeating: "x", count: 65_536)), .tooLong),
        ] as [(String, AnswerProblem)]
    )
    func `what is no document is refused`(body: String, problem: AnswerProblem) async throws {
        let transport = ScriptedTransport(body)
        await #expect(throws: OpenPaymentsProblem.unusable(problem)) {
            try await OpenPaymentsClient.test(transport).walletAddress(at: Self.url)
        }
    }

    @Test func `an address that a document names must name itself`() async throws {
        let transport = ScriptedTransport(Answers.wallet, Answers.wallet.replacing("/alice", with: "/bob"))
        await #expect(throws: OpenPaymentsProblem.unusable(.anotherWalletAddress)) {
            try await OpenPaymentsClient.test(transport).walletAddress(at: "https://old.example/a")
        }
    }

    @Test(arguments: ["https://wallet.example/shop", "https://wallet.example/shop/"])
    func `keys are read where the address publishes them`(address: String) async throws {
        let transport = ScriptedTransport(
            #"{"keys":[{"kty":"RSA","kid":"r","n":"AQ","e":"AQAB"},{"kid":"brief-key-1","alg":"EdDSA","use":"sig","#
                + #""kty":"OKP","crv":"Ed25519","x":"cxokvpFUCjnHYe-A89dZ6iql39DQ8W5r7TjL50z0WXg"},"#
                + #"{"kty":"OKP","crv":"X25519","kid":"x","x":"AA"}]}"#
        )
        let client = try OpenPaymentsClient.test(transport)
        let keys = try await client.keys(of: address)
        #expect(keys == [PublishedKey(keyID: "brief-key-1", publicKey: client.identity.privateKey.publicKey)])
        #expect(transport.requests.first?.url == "https://wallet.example/shop/jwks.json")
    }

    @Test(arguments: [
        #"{"keys":[{"kty":"OKP","crv":"Ed25519","kid":"k","x":"AA"}]}"#, #"{"keys":{}}"#, #"{"keys":[1]}"#,
    ])
    func `keys that are none are refused`(body: String) async throws {
        await #expect(throws: OpenPaymentsProblem.self) {
            try await OpenPaymentsClient.test(ScriptedTransport(body)).keys(of: Self.url)
        }
    }
}
