import Bytes
import Cryptography
import OpenPayments
import OutboundHTTP
import Synchronization
import TestTools
import Testing

/// What the client signs is what stands on the socket, byte for byte.
@Suite struct SocketTests {
    /// The base of a request as a verifier makes it: of nothing but what came over the socket.
    private static func base(
        of request: ReceivedRequest,
        at origin: String
    ) throws -> (base: String, signature: [UInt8]) {
        let line = request.line.split(separator: " ").map(String.init)
        let input = try #require(request.field("signature-input"))
        #expect(input.hasPrefix("sig1=("))
        let names = input.dropFirst(6).prefix { $0 != ")" }.split(separator: " ")
            .map { String($0.dropFirst().dropLast()) }
        var lines: [String] = []
        for name in names {
            let value =
                switch name {
                case "@method": line[0]
                case "@target-uri": origin + line[1]
                case let field: try #require(request.field(field), "\(field) is covered, so it is there")
                }
            lines.append("\"\(name)\": \(value)")
        }
        lines.append("\"@signature-params\": \(input.dropFirst(5))")
        let signature = try #require(request.field("signature"))
        return (
            lines.joined(separator: "\n"), try #require(Base64.decode(String(signature.dropFirst(6).dropLast())))
        )
    }

    @Test func `signatures hold for what came over the socket`() async throws {
        let requests = Mutex<[ReceivedRequest]>([])
        let receiver = try Receiver { connection in
            while let request = try connection.request() {
                requests.withLock { $0.append(request) }
                try connection.answer("404 Not Found")
            }
        }
        let transport = OutboundClient(limits: OutboundLimits(connect: .seconds(120), whole: .seconds(120)))
        let client = try OpenPaymentsClient.test(transport, policy: .walletsAllowingLocal)
        let origin = "http://127.0.0.1:\(receiver.port)"
        let token = AccessToken(value: try .test(), manage: origin + "/token/1?a=%2f|", expiresInSeconds: 1, access: [])
        let continuation = Continuation(uri: origin, token: try .test("9QX0"))
        let metadata = try #require(PaymentMetadata([("description", "Café \"–\" 2 × socks / \u{2028}")]))
        let payment = OutgoingPaymentRequest(
            walletAddress: "https://bank.example/alice",
            quoteID: "https://bank.example/op/quotes/1",
            metadata: metadata
        )
        let calls: [() async throws -> Void] = [
            { _ = try await client.grant([.quotes], at: "HTTP://127.0.0.1:\(receiver.port)") },
            { _ = try await client.createOutgoingPayment(payment, at: origin + "/op/", token: token.value) },
            {
                _ = try await client.outgoingPayments(of: "https://b.example/ä", at: origin + "/op", token: token.value)
            },
            { _ = try await client.incomingPayment(origin + "/op/incoming-payments/a;b=c", token: token.value) },
            { _ = try await client.completeIncomingPayment(origin + "/op/1", token: token.value) },
            { _ = try await client.rotateToken(token) },
            { _ = try await client.continueGrant(continuation, interactRef: "r", asked: []) },
            { _ = try await client.revokeToken(token) },
            { _ = try await client.cancelGrant(continuation) },
        ]
        for call in calls {
            do { try await call() } catch let problem as OpenPaymentsProblem {
                guard case .refused(let refusal) = problem else { throw problem }
                #expect(refusal.status == 404)
            }
        }
        await transport.shutdown()
        let seen = requests.withLock(\.self)
        #expect(
            seen.map(\.line) == [
                "POST / HTTP/1.1", "POST /op/outgoing-payments HTTP/1.1",
                "GET /op/outgoing-payments?wallet-address=https%3A%2F%2Fb.example%2F%C3%A4&first=10 HTTP/1.1",
                "GET /op/incoming-payments/a;b=c HTTP/1.1", "POST /op/1/complete HTTP/1.1",
                "POST /token/1?a=%2f%7c HTTP/1.1", "POST / HTTP/1.1", "DELETE /token/1?a=%2f%7c HTTP/1.1",
                "DELETE / HTTP/1.1",
            ]
        )
        for request in seen {
            let (base, signature) = try Self.base(of: request, at: origin)
            #expect(client.identity.privateKey.publicKey.verifies(signature, of: Array(base.utf8)), "\(base)")
            #expect(request.field("accept") == "application/json")
            #expect(request.field("transfer-encoding") == nil)
            let hasBody = !request.body.isEmpty
            #expect((request.field("content-digest") != nil) == hasBody)
            if hasBody {
                #expect(request.field("content-length") == String(request.body.count))
                let digest = "sha-512=:\(Base64.encode(SHA512.digest(request.body))):"
                #expect(request.field("content-digest") == digest)
            }
        }
        #expect(seen[1].body == payment.body)
    }

    @Test func `a document's request names no token and no key`() async throws {
        let requests = Mutex<[ReceivedRequest]>([])
        let receiver = try Receiver { connection in
            while let request = try connection.request() {
                requests.withLock { $0.append(request) }
                try connection.answer("200 OK", body: "{}")
            }
        }
        let transport = OutboundClient(limits: OutboundLimits(connect: .seconds(120), whole: .seconds(120)))
        let client = try OpenPaymentsClient.test(transport, policy: .walletsAllowingLocal)
        await #expect(throws: OpenPaymentsProblem.unusable(.memberMissing("id"))) {
            try await client.walletAddress(at: "http://127.0.0.1:\(receiver.port)/alice")
        }
        await transport.shutdown()
        let request = try #require(requests.withLock(\.self).first)
        #expect(request.line == "GET /alice HTTP/1.1")
        #expect(
            request.fields.map { $0.lowercased() }.sorted() == [
                "accept: application/json", "host: 127.0.0.1:\(receiver.port)",
            ]
        )
    }
}
