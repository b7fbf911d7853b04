import Checkout
import OpenPayments
import OutboundHTTP
import Testing

/// What failures say, and what is tried again after them.
@Suite struct ProblemTests {
    private static let request = OutgoingPaymentRequest(
        walletAddress: "https://bank.example/alice",
        quoteID: "https://bank.example/op/quotes/5f1f",
        metadata: nil
    )

    private static func pay(_ answer: ScriptedTransport.Answer) async throws -> OpenPaymentsProblem? {
        let transport = ScriptedTransport([answer])
        let clock = StandingClock()
        let problem = await #expect(throws: OpenPaymentsProblem.self) {
            try await OpenPaymentsClient.test(transport, clock: clock)
                .createOutgoingPayment(request, at: "https://bank.example/op", token: try .test())
        }
        #expect(transport.requests.count == 1, "a payment is sent once")
        #expect(clock.waits.isEmpty)
        return problem
    }

    @Test(
        arguments: [
            (400, #"{"error":{"code":"invalid_request","description":"too_fast"}}"#, .badRequest, false),
            (400, #"{"error":{"code":"too_fast"}}"#, .tooFast, false), (400, #"{"error":"too_fast"}"#, .tooFast, false),
            (400, #"{"error":{"code":"invalid_client"}}"#, .clientRejected, false),
            (401, #"{"error":{"code":"invalid_client"}}"#, .clientRejected, false),
            (401, #"{"error":{"code":"invalid_continuation"}}"#, .continuationUnknown, false),
            (404, #"{"error":{"code":"invalid_continuation"}}"#, .continuationUnknown, false),
            (404, #"{"error":{"code":"invalid_rotation"}}"#, .rotationRejected, false),
            (401, #"{"error":{"code":"request_denied"}}"#, .denied, false),
            (403, #"{"error":{"code":"user_denied"}}"#, .denied, false),
            (401, #"{"error":{"code":"401"}}"#, .unauthorized, false),
            (403, #"{"error":{"code":"403","description":"Insufficient Grant","details":{}}}"#, .forbidden, false),
            (404, "", .notFound, false), (400, "Bad Request", .badRequest, false),
            (409, "{}", .conflict, true), (429, "", .tooManyRequests, true), (408, "", .other, true),
            (422, "[]", .other, false), (500, #"{"error":{"code":"request_denied"}}"#, .serverFailure, true),
            (503, "starting", .serverFailure, true), (302, "", .other, true), (100, "", .other, true),
            (500, #"{"error":{"code":"too_fast"}}"#, .serverFailure, true),
            (400, #"{"error":{"code":7}}"#, .badRequest, false),
        ] as [(Int, String, RefusalReason, Bool)]
    )
    func `a status says what it means, and whether a payment may exist`(
        status: Int,
        body: String,
        reason: RefusalReason,
        mayHaveBeenDone: Bool
    ) async throws {
        let problem = try await Self.pay(.success(OutboundAnswer(status: status, body: Array(body.utf8))))
        guard case .refused(let refusal) = problem else {
            Issue.record("\(status) is a refusal, not \(String(describing: problem))")
            return
        }
        #expect(refusal.status == status)
        #expect(refusal.reason == reason)
        #expect(refusal.mayHaveBeenDone == mayHaveBeenDone)
        #expect(problem?.mayHaveBeenDone == mayHaveBeenDone)
    }

    @Test(
        arguments: [
            (.addressNotPublic, .notSent(.destinationRefused(.addressNotPublic))),
            (.connectionRefused, .notSent(.unreachable(.connectionRefused))),
            (.nameNotFound, .notSent(.unreachable(.nameNotFound))),
            (.connectTimedOut(.seconds(3)), .notSent(.unreachable(.connectTimedOut(.seconds(3))))),
            (.certificateNotTrusted, .notSent(.unreachable(.certificateNotTrusted))),
            (.timedOut(.seconds(10)), .unanswered(.timedOut(.seconds(10)))),
            (.connectionClosed, .unanswered(.connectionClosed)), (.notHTTP, .unanswered(.notHTTP)),
            (.encryptionFailed, .unanswered(.encryptionFailed)), (.shutDown, .unanswered(.shutDown)),
            (.failed, .unanswered(.failed)),
        ] as [(OutboundProblem, OpenPaymentsProblem)]
    )
    func `no answer says whether the request may have arrived`(
        problem: OutboundProblem,
        expected: OpenPaymentsProblem
    ) async throws {
        let seen = try await Self.pay(.failure(problem))
        #expect(seen == expected)
        #expect(seen?.mayHaveBeenDone == problem.mayHaveArrived)
    }

    @Test func `a success whose body is cut or no JSON may have been done`() async throws {
        #expect(try await Self.pay(.success(OutboundAnswer(status: 201, body: [])))?.mayHaveBeenDone == true)
        let long = OutboundAnswer(status: 201, body: [UInt8](repeating: 0x20, count: 262_145))
        #expect(try await Self.pay(.success(long)) == .unusable(.tooLong))
    }

    @Test(arguments: ["https://10.0.0.1/op", "http://bank.example/op", "https://bank.example:444/op", "x"])
    func `a server that may not be asked is not asked`(server: String) async throws {
        let transport = ScriptedTransport(Answers.outgoing)
        let problem = await #expect(throws: OpenPaymentsProblem.self) {
            try await OpenPaymentsClient.test(transport)
                .createOutgoingPayment(Self.request, at: server, token: try .test())
        }
        #expect(problem?.mayHaveBeenDone == false)
        #expect(transport.requests.isEmpty)
    }

    @Test func `looking is tried again three times, with waits that grow`() async throws {
        let transport = ScriptedTransport(status: 503, "")
        let clock = StandingClock()
        await #expect(throws: OpenPaymentsProblem.self) {
            try await OpenPaymentsClient.test(transport, clock: clock)
                .outgoingPayment("https://bank.example/op/outgoing-payments/1", token: try .test())
        }
        #expect(transport.requests.count == 4)
        #expect(clock.waits.count == 3)
        for (wait, most) in zip(clock.waits, [500, 1000, 2000]) {
            #expect(wait <= .milliseconds(most) && wait > .milliseconds(most / 2), "\(wait) of \(most) ms")
        }
    }

    @Test func `looking succeeds when the wallet is there again`() async throws {
        let transport = ScriptedTransport([
            .success(OutboundAnswer(status: 429, headers: [("Retry-After", "2")])), .failure(.connectionClosed),
            .success(OutboundAnswer(status: 200, body: Array(Answers.outgoing.utf8))),
        ])
        let clock = StandingClock()
        let payment = try await OpenPaymentsClient.test(transport, clock: clock)
            .outgoingPayment("https://bank.example/op/outgoing-payments/5f1f", token: try .test())
        #expect(payment.receiveAmount.value == 2500)
        #expect(clock.waits.first == .seconds(2))
        #expect(clock.waits.count == 2)
    }

    @Test func `a wait that is too long is reported instead`() async throws {
        let transport = ScriptedTransport([
            .success(OutboundAnswer(status: 429, headers: [("Retry-After", "3600")]))
        ])
        let problem = await #expect(throws: OpenPaymentsProblem.self) {
            try await OpenPaymentsClient.test(transport).walletAddress(at: "https://wallet.example/alice")
        }
        guard case .refused(let refusal) = problem else {
            Issue.record("it is a refusal")
            return
        }
        #expect(refusal.retryAfter == .seconds(60))
        #expect(refusal.isTransient)
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: [400, 401, 403, 404, 409])
    func `looking is not tried again where that changes nothing`(status: Int) async throws {
        let transport = ScriptedTransport(status: status, "")
        await #expect(throws: OpenPaymentsProblem.self) {
            try await OpenPaymentsClient.test(transport).walletAddress(at: "https://wallet.example/alice")
        }
        #expect(transport.requests.count == 1)
    }

    @Test func `a quote and a grant are tried again, a rotation and a closing are not`() async throws {
        let token = AccessToken(
            value: try .test(),
            manage: "https://auth.bank.example/token/1",
            expiresInSeconds: 1,
            access: []
        )
        let continuation = Continuation(uri: "https://auth.bank.example/continue/1", token: try .test())
        let calls: [(Int, (OpenPaymentsClient) async throws -> Void)] = [
            (
                4,
                { client in
                    let request = QuoteRequest(
                        walletAddress: "https://bank.example/alice",
                        receiver: "https://a.example/1"
                    )
                    _ = try await client.createQuote(
                        request,
                        at: "https://bank.example/op",
                        token: token.value,
                        receiveAmount: nil,
                        assetCode: "EUR"
                    )
                }
            ),
            (4, { _ = try await $0.grant([.quotes], at: "https://auth.bank.example") }),
            (1, { _ = try await $0.continueGrant(continuation, interactRef: "r", asked: []) }),
            (1, { _ = try await $0.rotateToken(token) }), (1, { try await $0.cancelGrant(continuation) }),
            (1, { _ = try await $0.completeIncomingPayment("https://a.example/1", token: token.value) }),
        ]
        for (count, call) in calls {
            let transport = ScriptedTransport(status: 503, "")
            let client = try OpenPaymentsClient.test(transport)
            await #expect(throws: OpenPaymentsProblem.self) { try await call(client) }
            #expect(transport.requests.count == count)
        }
    }
}
