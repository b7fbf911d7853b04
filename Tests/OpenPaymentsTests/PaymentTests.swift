import Checkout
import OpenPayments
import OutboundHTTP
import Testing

@testable import TestTools

/// Incoming payments, quotes and outgoing payments: what is sent, and which answers are believed.
@Suite struct PaymentTests {
    private static let server = "https://bank.example/op"
    private static let merchantServer = "https://wallet.example/op"
    private static let price = Amount(value: 2500, assetCode: "USD", assetScale: 2)
    private static let receiver = "https://wallet.example/op/incoming-payments/7c0e"
    private static let quoteRequest = QuoteRequest(walletAddress: "https://bank.example/alice", receiver: receiver)

    private static func incomingRequest() -> IncomingPaymentRequest {
        IncomingPaymentRequest(
            walletAddress: "https://wallet.example/shop",
            incomingAmount: price,
            expiresAt: Timestamp(parsing: "2026-01-01T00:30:00Z"),
            metadata: PaymentMetadata([("externalRef", "cs_test_1"), ("description", "Order 1")])
        )
    }

    @Test(arguments: ["https://wallet.example/op", "https://wallet.example/op/"])
    func `an incoming payment is made`(server: String) async throws {
        let transport = ScriptedTransport(status: 201, Answers.incoming)
        let payment = try await OpenPaymentsClient.test(transport)
            .createIncomingPayment(Self.incomingRequest(), at: server, token: try .test())
        #expect(payment.id == Self.receiver)
        #expect(payment.incomingAmount == Self.price)
        #expect(payment.receivedAmount.value == 0)
        #expect(payment.expiresAt?.text == "2026-01-01T00:30:00Z")
        #expect(payment.metadata == ["externalRef": "cs_test_1"])
        #expect(!payment.isCompleted && !payment.isPaidInFull)
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://wallet.example/op/incoming-payments")
        #expect(
            request.text
                == #"{"walletAddress":"https://wallet.example/shop","#
                + #""incomingAmount":{"value":"2500","assetCode":"USD","assetScale":2},"#
                + #""expiresAt":"2026-01-01T00:30:00Z","metadata":{"externalRef":"cs_test_1","description":"Order 1"}}"#
        )
    }

    @Test(
        arguments: [
            ("https://wallet.example/op/incoming", "https://evil.example/op/incoming", .foreignOrigin("id")),
            ("wallet.example/shop", "wallet.example/other", .memberDiffers("walletAddress")),
            (
                #""incomingAmount":{"value":"2500""#, #""incomingAmount":{"value":"25""#,
                .memberDiffers("incomingAmount")
            ),
            (#""incomingAmount""#, #""other""#, .memberDiffers("incomingAmount")),
            (#""value":"0","assetCode":"USD""#, #""value":"0","assetCode":"EUR""#, .memberDiffers("receivedAmount")),
            (#""value":"0""#, #""value":0"#, .memberMalformed("value")),
            (#""value":"0""#, #""value":"+1""#, .memberMalformed("receivedAmount")),
            (#""value":"0""#, #""value":"18446744073709551616""#, .memberMalformed("receivedAmount")),
            (#""completed":false,"#, "", .memberMissing("completed")),
            ("2026-01-01T00:30:00Z", "soon", .memberMalformed("expiresAt")),
        ] as [(String, String, AnswerProblem)]
    )
    func `another incoming payment than was asked for is not used`(
        original: String,
        replacement: String,
        problem: AnswerProblem
    ) async throws {
        let transport = ScriptedTransport(status: 201, Answers.incoming.replacing(original, with: replacement))
        await #expect(throws: OpenPaymentsProblem.unusable(problem)) {
            try await OpenPaymentsClient.test(transport)
                .createIncomingPayment(Self.incomingRequest(), at: Self.merchantServer, token: try .test())
        }
    }

    @Test func `an incoming payment is looked at with a token and without`() async throws {
        let paid = Answers.incoming.replacing(#""value":"0""#, with: #""value":"2500""#)
        let transport = ScriptedTransport(
            paid,
            #"{"receivedAmount":{"value":"7","assetCode":"USD","assetScale":2},"#
                + #""authServer":"https://auth.wallet.example"}"#
        )
        let client = try OpenPaymentsClient.test(transport)
        #expect(try await client.incomingPayment(Self.receiver, token: try .test()).isPaidInFull)
        let seen = try await client.publicIncomingPayment(Self.receiver)
        #expect(seen.receivedAmount?.value == 7)
        #expect(transport.requests.map(\.url) == [Self.receiver, Self.receiver])
        #expect(transport.requests[0].field("Signature") != nil)
        #expect(transport.requests[1].headers.map(\.name) == ["Accept"])
    }

    @Test func `an incoming payment is closed, which does not make it paid`() async throws {
        let closed = Answers.incoming.replacing(#""completed":false"#, with: #""completed":true"#)
        let transport = ScriptedTransport(closed)
        let payment = try await OpenPaymentsClient.test(transport)
            .completeIncomingPayment(Self.receiver, token: try .test())
        #expect(payment.isCompleted && !payment.isPaidInFull)
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST" && request.url == Self.receiver + "/complete" && request.body.isEmpty)
    }

    @Test func `the answer about a payment is about that payment`() async throws {
        let client = try OpenPaymentsClient.test(ScriptedTransport(Answers.incoming))
        await #expect(throws: OpenPaymentsProblem.unusable(.memberDiffers("id"))) {
            try await client.incomingPayment(Self.receiver + "0", token: try .test())
        }
        let other = try OpenPaymentsClient.test(ScriptedTransport(Answers.outgoing))
        await #expect(throws: OpenPaymentsProblem.unusable(.memberDiffers("id"))) {
            try await other.outgoingPayment(Self.server + "/outgoing-payments/0", token: try .test())
        }
    }

    @Test func `a quote is made and looked at`() async throws {
        let transport = ScriptedTransport(status: 201, Answers.quote)
        let client = try OpenPaymentsClient.test(transport)
        let quote = try await client.createQuote(
            Self.quoteRequest,
            at: Self.server,
            token: try .test(),
            receiveAmount: Self.price,
            assetCode: "EUR"
        )
        #expect(quote.id == "https://bank.example/op/quotes/5f1f")
        #expect(quote.debitAmount == Amount(value: 2331, assetCode: "EUR", assetScale: 2))
        #expect(quote.expiresAt?.text == "2026-01-01T00:05:10Z")
        #expect(try await client.quote(quote.id, token: try .test()) == quote)
        #expect(
            transport.requests.first?.text
                == #"{"walletAddress":"https://bank.example/alice","receiver":"\#(Self.receiver)","method":"ilp"}"#
        )
    }

    @Test(
        arguments: [
            ("https://bank.example/op/quotes", "https://evil.example/op/quotes", .foreignOrigin("id")),
            ("payments/7c0e", "payments/7c0f", .memberDiffers("receiver")),
            ("bank.example/alice", "bank.example/bob", .memberDiffers("walletAddress")),
            (#""value":"2500""#, #""value":"2499""#, .memberDiffers("receiveAmount")),
            (
                #""assetCode":"USD","assetScale":2"#, #""assetCode":"USD","assetScale":3"#,
                .memberDiffers("receiveAmount")
            ),
            ("EUR", "GBP", .memberDiffers("debitAmount")),
        ] as [(String, String, AnswerProblem)]
    )
    func `a quote for something else is not used`(
        original: String,
        replacement: String,
        problem: AnswerProblem
    ) async throws {
        let transport = ScriptedTransport(status: 201, Answers.quote.replacing(original, with: replacement))
        await #expect(throws: OpenPaymentsProblem.unusable(problem)) {
            try await OpenPaymentsClient.test(transport)
                .createQuote(
                    Self.quoteRequest,
                    at: Self.server,
                    token: try .test(),
                    receiveAmount: Self.price,
                    assetCode: "EUR"
                )
        }
    }

    @Test func `an outgoing payment is made of a quote, with the vectors' bytes`() async throws {
        let vector = Vectors.all.httpSignatures[1]
        let quoteID = "https://bank.example/op/quotes/5f1f3c5a-0d55-4a58-9d61-3c4f5b7a9e10"
        let metadata = PaymentMetadata([("externalRef", "cs_test_1"), ("description", "Café – 2 × socks")])
        let request = OutgoingPaymentRequest(
            walletAddress: "https://bank.example/alice",
            quoteID: quoteID,
            metadata: metadata
        )
        let transport = ScriptedTransport(
            status: 201,
            Answers.outgoing.replacing("https://bank.example/op/quotes/5f1f", with: quoteID)
        )
        let client = try OpenPaymentsClient.test(transport)
        let payment = try await client.createOutgoingPayment(request, at: Self.server, token: try .test())
        #expect(payment.quoteID == quoteID && !payment.isFailed && payment.sentAmount.value == 0)
        #expect(payment.metadata == ["externalRef": "cs_test_1"])
        let stored = try #require(OutgoingPaymentRequest(body: request.body))
        #expect(stored == request)
        _ = try await client.createOutgoingPayment(stored, at: Self.server, token: try .test())
        for sent in transport.requests {
            #expect(sent.text == vector.bodyUtf8)
            #expect(sent.url == vector.url)
            #expect(sent.field("Signature") == vector.headers["signature"])
        }
    }

    @Test func `an outgoing payment of a fixed amount names the incoming payment`() throws {
        let request = OutgoingPaymentRequest(
            walletAddress: "https://bank.example/alice",
            incomingPayment: Self.receiver,
            debitAmount: Self.price,
            metadata: nil
        )
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"walletAddress":"https://bank.example/alice","incomingPayment":"\#(Self.receiver)","#
                + #""debitAmount":{"value":"2500","assetCode":"USD","assetScale":2}}"#
        )
        #expect(OutgoingPaymentRequest(body: request.body) == request)
        #expect(OutgoingPaymentRequest(body: Array("{}".utf8)) == nil)
        #expect(OutgoingPaymentRequest(body: []) == nil)
    }

    @Test(
        arguments: [
            ("https://bank.example/op/outgoing", "https://evil.example/op/outgoing", .foreignOrigin("id")),
            ("bank.example/alice", "bank.example/bob", .memberDiffers("walletAddress")),
            ("quotes/5f1f", "quotes/5f20", .memberDiffers("quoteId")),
        ] as [(String, String, AnswerProblem)]
    )
    func `another outgoing payment than was asked for may exist all the same`(
        original: String,
        replacement: String,
        problem: AnswerProblem
    ) async throws {
        let transport = ScriptedTransport(status: 201, Answers.outgoing.replacing(original, with: replacement))
        let request = OutgoingPaymentRequest(
            walletAddress: "https://bank.example/alice",
            quoteID: "https://bank.example/op/quotes/5f1f",
            metadata: nil
        )
        let error = await #expect(throws: OpenPaymentsProblem.self) {
            try await OpenPaymentsClient.test(transport)
                .createOutgoingPayment(request, at: Self.server, token: try .test())
        }
        #expect(error == .unusable(problem))
        #expect(error?.mayHaveBeenDone == true)
    }

    @Test func `lists are read page by page`() async throws {
        let transport = ScriptedTransport(Answers.page(Answers.outgoing, cursor: "a/b="), Answers.emptyPage)
        let client = try OpenPaymentsClient.test(transport)
        let first =
            try await client
            .outgoingPayments(of: "https://bank.example/alice", at: Self.server, token: try .test())
        #expect(first.payments.map(\.quoteID) == ["https://bank.example/op/quotes/5f1f"])
        let second = try await client.outgoingPayments(
            of: "https://bank.example/alice",
            at: Self.server,
            token: try .test(),
            first: 100,
            after: first.next
        )
        #expect(second.payments.isEmpty && second.next == nil)
        let list = "https://bank.example/op/outgoing-payments?wallet-address=https%3A%2F%2Fbank.example%2Falice"
        #expect(transport.requests.map(\.url) == [list + "&first=10", list + "&first=100&cursor=a%2Fb%3D"])
    }

    @Test func `incoming payments are listed with the vectors' request`() async throws {
        let vector = try #require(Vectors.all.httpSignatures.first { $0.name == "get-with-query" })
        let transport = ScriptedTransport(Answers.page(Answers.incoming, cursor: nil))
        let page = try await OpenPaymentsClient.test(transport)
            .incomingPayments(of: "https://wallet.example/shop", at: Self.merchantServer, token: try .test())
        #expect(page.payments.map(\.id) == [Self.receiver] && page.next == nil)
        #expect(transport.requests.first?.url == vector.url)
        #expect(transport.requests.first?.field("Signature") == vector.headers["signature"])
    }

    @Test func `what a grant has spent is nothing, or amounts`() async throws {
        let transport = ScriptedTransport(
            #"{"spentDebitAmount":null,"spentReceiveAmount":null}"#,
            #"{"spentDebitAmount":{"value":"5","assetCode":"EUR","assetScale":2},"spentReceiveAmount":null}"#
        )
        let client = try OpenPaymentsClient.test(transport)
        #expect(try await client.grantSpending(at: Self.server, token: try .test()).isNothing)
        let spent = try await client.grantSpending(at: Self.server, token: try .test())
        #expect(spent.debitAmount?.value == 5 && !spent.isNothing)
        #expect(transport.requests.first?.url == "https://bank.example/op/outgoing-payment-grant")
    }

    @Test func `metadata keeps to what every wallet digests alike`() {
        #expect(PaymentMetadata([("2", "x")]) == nil)
        #expect(PaymentMetadata([("", "x")]) == nil)
        #expect(PaymentMetadata([("a-b", "x")]) == nil)
        #expect(PaymentMetadata([("a", "x"), ("a", "y")]) == nil)
        #expect(PaymentMetadata([("a", String(repeating: "x", count: 1025))]) == nil)
        #expect(PaymentMetadata([("a1_B", "x"), ("b", "/\u{2028}\"")]) != nil)
    }
}
