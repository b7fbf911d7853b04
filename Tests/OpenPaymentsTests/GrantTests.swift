import Checkout
import OpenPayments
import OutboundHTTP
import Testing

@testable import TestTools

/// Grants: what is sent for them, and which answers are believed.
@Suite struct GrantTests {
    private static let authServer = "https://auth.bank.example/"
    private static let outgoing = [
        Access.outgoingPayments(
            from: "https://bank.example/alice",
            limits: PaymentLimits(
                receiver: "https://wallet.example/op/incoming-payments/7c0e",
                maximum: .debit(Amount(value: 2531, assetCode: "EUR", assetScale: 2))
            )
        )
    ]
    private static let continuation = Continuation(
        uri: "https://auth.bank.example/continue/51aa",
        token: .constant("9QX0")
    )
    private static let token = AccessToken(
        value: .constant("PAY1"),
        manage: "https://auth.bank.example/token/1",
        expiresInSeconds: 600,
        access: outgoing
    )

    @Test func `a direct grant is asked for and given`() async throws {
        let transport = ScriptedTransport(Answers.granted)
        let access = [Access.incomingPayments(at: "https://wallet.example/shop")]
        let grant = try await OpenPaymentsClient.test(transport).grant(access, at: "https://auth.wallet.example")
        #expect(grant.token.value.value == "OS9M2PMHKUR64TB8N6BW")
        #expect(grant.token.manage == "https://auth.wallet.example/token/dd17a202")
        #expect(grant.token.expiresInSeconds == 600)
        #expect(grant.token.access == access)
        #expect(grant.continuation.uri == "https://auth.wallet.example/continue/4CF4")
        #expect(grant.continuation.token.value == "33OMUKMKSKU80UPRY5NM")
        // The request is the vectors' first one, byte for byte.
        let vector = Vectors.all.httpSignatures[0]
        let request = try #require(transport.requests.first)
        #expect(request.url == vector.url)
        #expect(request.text == vector.bodyUtf8)
        #expect(request.field("Signature") == vector.headers["signature"])
        #expect(request.field("Authorization") == nil)
        #expect(transport.requests.count == 1)
    }

    @Test func `a quote's grant names neither identifier nor limits`() async throws {
        let transport = ScriptedTransport("{}")
        await #expect(throws: OpenPaymentsProblem.unusable(.memberMissing("access_token"))) {
            try await OpenPaymentsClient.test(transport).grant([.quotes], at: Self.authServer)
        }
        #expect(
            transport.requests.first?.text
                == #"{"access_token":{"access":[{"type":"quote","actions":["create","read"]}]},"#
                + #""client":"https://wallet.example/shop"}"#
        )
    }

    @Test func `consent is asked for with a way back`() async throws {
        let transport = ScriptedTransport(Answers.pending)
        let finish = InteractionFinish(uri: "https://pay.shop.example/op/cb/b64", nonce: "c0ffee00")
        let answer = try await OpenPaymentsClient.test(transport)
            .grant(Self.outgoing, at: Self.authServer, finish: finish)
        guard case .pending(let grant) = answer else {
            Issue.record("it waits for consent")
            return
        }
        #expect(grant.redirect == "https://auth.bank.example/interact/8c1d/0F2E4D6C8B0A9E7D?clientName=Shop")
        #expect(grant.redirectOrigin == "https://auth.bank.example")
        #expect(grant.serverNonce == "0F2E4D6C8B0A9E7D")
        #expect(grant.continuation == Self.continuation)
        #expect(grant.waitSeconds == 5)
        #expect(
            transport.requests.first?.text
                == #"{"access_token":{"access":[{"type":"outgoing-payment","actions":["create","read","list"],"#
                + #""identifier":"https://bank.example/alice","limits":{"#
                + #""receiver":"https://wallet.example/op/incoming-payments/7c0e","#
                + #""debitAmount":{"value":"2531","assetCode":"EUR","assetScale":2}}}]},"#
                + #""client":"https://wallet.example/shop","interact":{"start":["redirect"],"finish":"#
                + #"{"method":"redirect","uri":"https://pay.shop.example/op/cb/b64","nonce":"c0ffee00"}}}"#
        )
    }

    @Test func `a subscription's limits name an interval and what is received`() async throws {
        let transport = ScriptedTransport(Answers.pending)
        let limits = PaymentLimits(
            maximum: .receive(Amount(value: 900, assetCode: "USD", assetScale: 2)),
            interval: "R12/2026-03-01T00:00:00Z/P1M"
        )
        _ = try await OpenPaymentsClient.test(transport)
            .grant(
                [.outgoingPayments(from: "https://bank.example/alice", limits: limits)],
                at: Self.authServer,
                finish: InteractionFinish(uri: "https://pay.shop.example/cb", nonce: "n")
            )
        let text = try #require(transport.requests.first?.text)
        #expect(
            text.contains(
                #""limits":{"receiveAmount":{"value":"900","assetCode":"USD","assetScale":2},"#
                    + #""interval":"R12/2026-03-01T00:00:00Z/P1M"}"#
            )
        )
    }

    @Test func `a wallet that asks nobody gives the grant at once`() async throws {
        let transport = ScriptedTransport(Answers.continued)
        let answer = try await OpenPaymentsClient.test(transport)
            .grant(
                Self.outgoing,
                at: Self.authServer,
                finish: InteractionFinish(uri: "https://pay.shop.example/cb", nonce: "n")
            )
        guard case .granted(let grant) = answer else {
            Issue.record("it is granted")
            return
        }
        #expect(grant.token.expiresInSeconds == 600)
    }

    @Test func `a grant is continued with the reference`() async throws {
        let transport = ScriptedTransport(Answers.continued)
        let grant = try await OpenPaymentsClient.test(transport)
            .continueGrant(Self.continuation, interactRef: "4IFW", asked: Self.outgoing)
        #expect(grant.token.value == Self.token.value)
        #expect(grant.token.access == Self.outgoing)
        #expect(grant.continuation.token.value == "9QX1")
        let request = try #require(transport.requests.first)
        #expect(request.url == Self.continuation.uri)
        #expect(request.text == #"{"interact_ref":"4IFW"}"#)
        #expect(request.field("Authorization") == "GNAP 9QX0")
    }

    @Test(arguments: [
        #"["create","read","list","list-all"]"#, #"["read-all"]"#, #"["complete"]"#,
    ])
    func `a grant for more than was asked is cancelled and not used`(actions: String) async throws {
        let wide = Answers.continued.replacing(#"["create","read","list"]"#, with: actions)
        let transport = ScriptedTransport(wide, "")
        await #expect(throws: OpenPaymentsProblem.unusable(.accessTooWide)) {
            try await OpenPaymentsClient.test(transport)
                .continueGrant(Self.continuation, interactRef: "r", asked: Self.outgoing)
        }
        #expect(transport.requests.map(\.method) == ["POST", "DELETE"])
        #expect(transport.requests.last?.field("Authorization") == "GNAP 9QX1")
    }

    @Test(arguments: [
        ("2531", "2532"), ("EUR", "USD"), (#""assetScale":2"#, #""assetScale":0"#), ("payments/7c0e", "payments/7c0f"),
        ("bank.example/alice", "bank.example/bob"), ("debitAmount", "receiveAmount"), ("debitAmount", "other"),
        ("receiver", "sender"), ("limits", "bounds"), ("outgoing-payment", "incoming-payment"),
        (#""limits":{"#, #""limits":{"interval":"R/2026-01-01T00:00:00Z/P1D","#),
    ])
    func `other limits than were asked are refused`(original: String, replacement: String) async throws {
        let transport = ScriptedTransport(Answers.continued.replacing(original, with: replacement), "")
        await #expect(throws: OpenPaymentsProblem.unusable(.accessTooWide)) {
            try await OpenPaymentsClient.test(transport)
                .continueGrant(Self.continuation, interactRef: "r", asked: Self.outgoing)
        }
    }

    @Test(arguments: [("2531", "2530"), (#"["create","read","list"]"#, #"["create"]"#)])
    func `narrower limits are taken`(original: String, replacement: String) async throws {
        let transport = ScriptedTransport(Answers.continued.replacing(original, with: replacement))
        _ = try await OpenPaymentsClient.test(transport)
            .continueGrant(Self.continuation, interactRef: "r", asked: Self.outgoing)
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: ["continue/51aa", "token/1"])
    func `a server that names another server's URLs is not believed`(path: String) async throws {
        for host in ["http://auth.bank.example", "https://evil.example", "https://bank.example"] {
            let answer = Answers.continued.replacing("https://auth.bank.example/" + path, with: "\(host)/\(path)")
            let transport = ScriptedTransport(answer)
            let member = path == "token/1" ? "manage" : "uri"
            let expected: AnswerProblem =
                host.hasPrefix("http:") ? .urlRefused(member, .notEncrypted) : .foreignOrigin(member)
            await #expect(throws: OpenPaymentsProblem.unusable(expected)) {
                try await OpenPaymentsClient.test(transport)
                    .continueGrant(Self.continuation, interactRef: "r", asked: Self.outgoing)
            }
            #expect(transport.requests.count == 1)
        }
    }

    @Test func `a pending grant elsewhere, or without the server's nonce, is not believed`() async throws {
        let finish = InteractionFinish(uri: "https://pay.shop.example/cb", nonce: "n")
        for (original, replacement, problem) in [
            ("https://auth.bank.example/continue", "https://evil.example/continue", AnswerProblem.foreignOrigin("uri")),
            (#""finish":"0F2E4D6C8B0A9E7D""#, #""finish":"""#, .memberMalformed("finish")),
            (#""finish":"0F2E4D6C8B0A9E7D""#, #""other":"x""#, .memberMissing("finish")),
            (
                "https://auth.bank.example/interact", "javascript:alert",
                .urlRefused("redirect", .urlMalformed(.notAbsolute))
            ),
            ("https://auth.bank.example/interact", "https://10.0.0.1", .urlRefused("redirect", .hostIsAddress)),
            (#""9QX0""#, #""9QX0\r\nX: y""#, .memberMalformed("value")),
        ] {
            let transport = ScriptedTransport(Answers.pending.replacing(original, with: replacement))
            await #expect(throws: OpenPaymentsProblem.unusable(problem)) {
                try await OpenPaymentsClient.test(transport).grant(Self.outgoing, at: Self.authServer, finish: finish)
            }
        }
    }

    @Test func `cancelling and revoking are signed DELETEs without a body`() async throws {
        let transport = ScriptedTransport(status: 204, "")
        let client = try OpenPaymentsClient.test(transport)
        #expect(try await client.cancelGrant(Self.continuation) == .ended)
        #expect(try await client.revokeToken(Self.token) == .ended)
        #expect(transport.requests.map(\.method) == ["DELETE", "DELETE"])
        #expect(transport.requests.map(\.url) == [Self.continuation.uri, Self.token.manage])
        #expect(transport.requests.map { $0.field("Authorization") } == ["GNAP 9QX0", "GNAP PAY1"])
        #expect(transport.requests.allSatisfy { $0.body.isEmpty && $0.field("Signature") != nil })
    }

    @Test(arguments: [(404, ""), (401, #"{"error":{"code":"invalid_continuation"}}"#), (404, "<html>")])
    func `what is gone already counts as cancelled`(status: Int, body: String) async throws {
        let transport = ScriptedTransport(status: status, body)
        #expect(try await OpenPaymentsClient.test(transport).cancelGrant(Self.continuation) == .alreadyGone)
    }

    @Test(arguments: [(401, #"{"error":{"code":"invalid_client"}}"#), (401, ""), (500, ""), (403, "")])
    func `what was not cancelled is a failure`(status: Int, body: String) async throws {
        let transport = ScriptedTransport(status: status, body)
        await #expect(throws: OpenPaymentsProblem.self) {
            try await OpenPaymentsClient.test(transport).cancelGrant(Self.continuation)
        }
        #expect(transport.requests.count == 1)
    }

    @Test func `a token is rotated into another one`() async throws {
        let transport = ScriptedTransport(
            #"{"access_token":{"value":"NEW","manage":"https://auth.bank.example/token/2","expires_in":0,"access":["#
                + #"{"type":"outgoing-payment","actions":["read"],"identifier":"https://bank.example/alice","#
                + #""limits":{"receiver":"https://wallet.example/op/incoming-payments/7c0e","#
                + #""debitAmount":{"value":"1","assetCode":"EUR","assetScale":2}}}]}}"#
        )
        let token = try await OpenPaymentsClient.test(transport).rotateToken(Self.token)
        #expect(token.value.value == "NEW")
        #expect(token.manage == "https://auth.bank.example/token/2")
        #expect(token.expiresInSeconds == 0)
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST" && request.url == Self.token.manage && request.body.isEmpty)
        #expect(request.field("Authorization") == "GNAP PAY1")
        #expect(request.field("Content-Type") == nil)
    }

    @Test func `a rotated token for more is not used`() async throws {
        let transport = ScriptedTransport(
            #"{"access_token":{"value":"NEW","manage":"https://auth.bank.example/token/2","access":["#
                + #"{"type":"quote","actions":["create"]}]}}"#
        )
        await #expect(throws: OpenPaymentsProblem.unusable(.accessTooWide)) {
            try await OpenPaymentsClient.test(transport).rotateToken(Self.token)
        }
    }

    @Test func `tokens show themselves nowhere`() async throws {
        let transport = ScriptedTransport(Answers.granted)
        let client = try OpenPaymentsClient.test(transport)
        let grant = try await client.grant(
            [.incomingPayments(at: "https://wallet.example/shop")],
            at: Self.authServer.replacing("bank", with: "wallet")
        )
        var dumped = ""
        dump(grant, to: &dumped)
        dump(client.identity, to: &dumped)
        for text in ["\(grant)", String(reflecting: grant), dumped, "\(client.identity)"] {
            #expect(!text.contains("OS9M2PMHKUR64TB8N6BW") && !text.contains("33OMUKMKSKU80UPRY5NM"), "\(text)")
        }
        #expect(dumped.contains("Ed25519PrivateKey(secret)"))
    }

    @Test(arguments: ["", "a b", "a\n", "ä", String(repeating: "x", count: 4097)])
    func `what is unfit for a header field is no token`(text: String) {
        #expect(SecretText(text) == nil)
    }

    @Test(arguments: [
        ("key-1", true), ("a:/+=.", true), ("", false), ("a;b", false), ("a\"", false), ("ä", false), (" ", false),
    ])
    func `a key's name must fit into a signature`(name: String, isKeyID: Bool) {
        #expect(ClientIdentity.isKeyID(name) == isKeyID)
    }
}
