import Bytes
import OpenPayments
import OutboundHTTP
import TestTools
import Testing

/// URLs that lead where they should not, in every place where somebody names one to us: none is asked, signed for, or
/// shown to a customer.
@Suite struct HostileAnswerTests {
    /// Those that can be told by how they are written; the others are refused when their names are looked up.
    private static let urls = (HostileURLs.byText + HostileURLs.loopback).filter { $0.problem != .addressNotPublic }
        .map(\.url)

    private static let resourceServer = "https://bank.example/op"
    private static let authServer = "https://auth.bank.example/"
    private static let access = [Access.incomingPayments(at: "https://wallet.example/shop")]

    /// An answer in which a URL is another one.
    private func answer(_ text: String, _ url: String, as hostile: String) -> String {
        var writer = JSONWriter()
        writer.string(hostile)
        let changed = text.replacing("\"\(url)\"", with: String(decoding: writer.bytes, as: UTF8.self))
        precondition(changed != text, "the answer holds the URL")
        return changed
    }

    /// Checks that a call with this answer comes to nothing, and to no other call.
    private func expectRefusal(
        _ answer: String,
        _ hostile: String,
        _ call: (OpenPaymentsClient) async throws -> Void
    ) async throws {
        let transport = ScriptedTransport(answer)
        let client = try OpenPaymentsClient.test(transport)
        do {
            try await call(client)
            Issue.record("\(hostile) is believed")
        } catch let problem as OpenPaymentsProblem {
            guard case .unusable = problem else {
                Issue.record("\(hostile): \(problem)")
                return
            }
        }
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: urls)
    func `what a customer types is no wallet address`(url: String) {
        #expect(throws: WalletAddressProblem.self) { try WalletAddressURL(typed: url, policy: .wallets) }
    }

    @Test(arguments: urls)
    func `a wallet's document names it`(url: String) async throws {
        for place in ["https://auth.wallet.example/", "https://wallet.example/op", "https://wallet.example/alice"] {
            try await expectRefusal(answer(Answers.wallet, place, as: url), url) {
                _ = try await $0.walletAddress(at: "https://wallet.example/alice")
            }
        }
    }

    @Test(arguments: urls)
    func `an authorization server names it`(url: String) async throws {
        for place in ["https://auth.wallet.example/token/dd17a202", "https://auth.wallet.example/continue/4CF4"] {
            try await expectRefusal(answer(Answers.granted, place, as: url), url) {
                _ = try await $0.grant(Self.access, at: "https://auth.wallet.example/")
            }
        }
        let redirect = "https://auth.bank.example/interact/8c1d/0F2E4D6C8B0A9E7D?clientName=Shop"
        for place in [redirect, "https://auth.bank.example/continue/51aa"] {
            try await expectRefusal(answer(Answers.pending, place, as: url), url) {
                let finish = InteractionFinish(uri: "https://pay.example.com/back", nonce: "n")
                _ = try await $0.grant(Self.access, at: Self.authServer, finish: finish)
            }
        }
    }

    @Test(arguments: urls)
    func `a resource server names it`(url: String) async throws {
        let amount = Amount(value: 2500, assetCode: "USD", assetScale: 2)
        let incoming = "https://wallet.example/op/incoming-payments/7c0e"
        try await expectRefusal(answer(Answers.incoming, incoming, as: url), url) {
            let request = IncomingPaymentRequest(
                walletAddress: "https://wallet.example/shop",
                incomingAmount: amount,
                expiresAt: nil,
                metadata: nil
            )
            let server = "https://wallet.example/op"
            _ = try await $0.createIncomingPayment(request, at: server, token: .constant("T"))
        }
        try await expectRefusal(answer(Answers.quote, "https://bank.example/op/quotes/5f1f", as: url), url) {
            _ = try await $0.createQuote(
                QuoteRequest(walletAddress: "https://bank.example/alice", receiver: incoming),
                at: Self.resourceServer,
                token: .constant("T"),
                receiveAmount: nil,
                assetCode: "EUR"
            )
        }
        let paid = answer(Answers.outgoing, "https://bank.example/op/outgoing-payments/5f1f", as: url)
        try await expectRefusal(paid, url) {
            let request = OutgoingPaymentRequest(
                walletAddress: "https://bank.example/alice",
                quoteID: "https://bank.example/op/quotes/5f1f",
                metadata: nil
            )
            _ = try await $0.createOutgoingPayment(request, at: Self.resourceServer, token: .constant("T"))
        }
        try await expectRefusal(Answers.page(paid, cursor: nil), url) {
            let wallet = "https://bank.example/alice"
            _ = try await $0.outgoingPayments(of: wallet, at: Self.resourceServer, token: .constant("T"))
        }
    }

    @Test(arguments: [
        "&wallet-address=https://evil.example/a", "../../evil", "https://evil.example/", "#x", "%2e%2e", "a b+c",
        "\u{1F4B8}", "\\r\\nHost: evil.example",
    ])
    func `a list's cursor stays a value of the query, whatever it holds`(cursor: String) async throws {
        let transport = ScriptedTransport(Answers.page(Answers.outgoing, cursor: cursor), Answers.emptyPage)
        let client = try OpenPaymentsClient.test(transport)
        let wallet = "https://bank.example/alice"
        do throws(OpenPaymentsProblem) {
            let page = try await client.outgoingPayments(of: wallet, at: Self.resourceServer, token: .constant("T"))
            _ = try await client.outgoingPayments(
                of: wallet,
                at: Self.resourceServer,
                token: .constant("T"),
                after: page.next
            )
        } catch {
            guard case .unusable = error, transport.requests.count == 1 else { throw error }
            return
        }
        let start = "https://bank.example/op/outgoing-payments?wallet-address=https%3A%2F%2Fbank.example%2Falice"
        let url = try #require(transport.requests.last?.url)
        #expect(url.hasPrefix(start + "&first=10&cursor="))
        let value = url.dropFirst((start + "&first=10&cursor=").count)
        #expect(value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~%".contains($0)) })
    }
}
