import NIOSSL
import OutboundHTTP
import TestTools
import Testing

/// Who is believed to be the server that a name means; all names lead to loopback here.
struct EncryptionTests {
    private static let authority = Task { try await onThread { try TestAuthority() } }
    /// A server with a certificate of the test's authority.
    private func receiver(for name: String, days: Int = 2) async throws -> TLSReceiver {
        let authority = try await Self.authority.value
        return try await TLSReceiver(onThread { try authority.serverConfiguration(for: name, days: days) })
    }

    /// A client that trusts the test's authority, if it shall, and finds all names on this machine.
    private func withClient(
        trusting: Bool = true,
        limits: OutboundLimits = .patient,
        _ body: (OutboundClient) async throws -> Void
    ) async throws {
        let roots = try await trusting ? Self.authority.value.roots() : []
        let loopback = [IPAddress.v4(0x7F00_0001)]
        let client = OutboundClient(
            limits: limits,
            resolver: FakeResolver(["shop.example": loopback, "other.example": loopback]),
            connector: HTTPConnector(limits: limits, additionalTrustRoots: roots)
        )
        do { try await body(client) } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
    }

    @Test func `connects to the pinned address, and names the host in SNI and Host`() async throws {
        let receiver = try await receiver(for: "shop.example")
        try await withClient { client in
            for _ in 0..<3 {
                let url = "https://SHOP.example:\(receiver.port)/hook"
                let answer = try await client.send(.post(url), policy: .allowingLocal)
                #expect(answer.status == 200)
                #expect(answer.body == Array("ok".utf8))
            }
        }
        #expect(receiver.names == ["shop.example"])
        #expect(receiver.hosts == Array(repeating: "shop.example:\(receiver.port)", count: 3))
        #expect(receiver.connections == 1)
    }

    @Test func `refuses a certificate for another name`() async throws {
        let receiver = try await receiver(for: "shop.example")
        try await withClient { client in
            await #expect(throws: OutboundProblem.certificateForAnotherName) {
                try await client.send(.post("https://other.example:\(receiver.port)/"), policy: .allowingLocal)
            }
            await #expect(throws: OutboundProblem.certificateForAnotherName) {
                try await client.send(.post("https://127.0.0.1:\(receiver.port)/"), policy: .allowingLocal)
            }
        }
        #expect(receiver.hosts == [])
    }

    @Test func `refuses an authority that the system does not know`() async throws {
        let receiver = try await receiver(for: "shop.example")
        try await withClient(trusting: false) { client in
            await #expect(throws: OutboundProblem.certificateNotTrusted) {
                try await client.send(.post("https://shop.example:\(receiver.port)/"), policy: .allowingLocal)
            }
        }
        #expect(receiver.hosts == [])
    }

    @Test func `refuses a certificate that has lapsed`() async throws {
        let receiver = try await receiver(for: "other.example", days: -1)
        try await withClient { client in
            await #expect(throws: OutboundProblem.certificateNotTrusted) {
                try await client.send(.post("https://other.example:\(receiver.port)/"), policy: .allowingLocal)
            }
        }
        #expect(receiver.hosts == [])
    }

    @Test func `refuses a server that does not encrypt`() async throws {
        let receiver = try Receiver { connection in
            try connection.answer("200 OK", body: "hello")
            _ = connection.isClosed(within: 120_000)
        }
        try await withClient { client in
            await #expect(throws: OutboundProblem.encryptionFailed) {
                try await client.send(.post("https://shop.example:\(receiver.port)/"), policy: .allowingLocal)
            }
        }
    }

    @Test func `a server that is silent when it should encrypt is left`() async throws {
        let receiver = try Receiver { connection in
            _ = connection.isClosed(within: 120_000)
        }
        let limits = OutboundLimits(connect: .milliseconds(200), whole: .seconds(120))
        try await withClient(limits: limits) { client in
            await #expect(throws: OutboundProblem.connectTimedOut(.milliseconds(200))) {
                try await client.send(.post("https://shop.example:\(receiver.port)/"), policy: .allowingLocal)
            }
        }
    }
}
