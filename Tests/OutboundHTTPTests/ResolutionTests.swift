import OutboundHTTP
import Synchronization
import TestTools
import Testing

/// When names are looked up, and what is made of the answers.
struct ResolutionTests {
    private static let first = IPAddress("93.184.216.34")
    private static let second = IPAddress("93.184.216.35")
    private static let loopback = IPAddress("127.0.0.1")

    private let connector = FakeConnector()

    @Test func `a name server that changes its mind leads nowhere else`() async throws {
        let resolver = FakeResolver(inTurn: ["shop.example": [[Self.first], [Self.loopback]]])
        let clock = Mutex(ContinuousClock.now)
        let client = OutboundClient(limits: .patient, resolver: resolver, connector: connector) {
            clock.withLock(\.self)
        }
        // Checked and connected to: the same answer, asked for once.
        _ = try await client.send(.post("https://shop.example/"), policy: .publicOnly)
        #expect(resolver.names.count == 1)
        #expect(connector.addresses == [Self.first])
        // Kept for a while.
        clock.withLock { $0 += .seconds(29) }
        _ = try await client.send(.post("https://shop.example/"), policy: .publicOnly)
        #expect(resolver.names.count == 1)
        #expect(connector.addresses == [Self.first, Self.first])
        // Then asked for again, and checked again.
        clock.withLock { $0 += .seconds(2) }
        await #expect(throws: OutboundProblem.addressNotPublic) {
            try await client.send(.post("https://shop.example/"), policy: .publicOnly)
        }
        #expect(resolver.names.count == 2)
        #expect(connector.addresses == [Self.first, Self.first])
    }

    @Test func `what one policy let in is judged anew by another`() async throws {
        let resolver = FakeResolver(["dev.example": [Self.loopback]])
        let client = OutboundClient(limits: .patient, resolver: resolver, connector: connector)
        _ = try await client.send(.post("https://dev.example/"), policy: .allowingLocal)
        await #expect(throws: OutboundProblem.addressNotPublic) {
            try await client.send(.post("https://dev.example/"), policy: .publicOnly)
        }
        #expect(connector.addresses == [Self.loopback])
    }

    @Test func `an address that refuses is followed by the next, and asked for again when all do`() async throws {
        let resolver = FakeResolver(["shop.example": [Self.first, Self.second]])
        let patient = FakeConnector(refusing: [Self.first])
        let client = OutboundClient(limits: .patient, resolver: resolver, connector: patient)
        _ = try await client.send(.post("https://shop.example/"), policy: .publicOnly)
        #expect(patient.addresses == [Self.first, Self.second])

        let dead = FakeConnector(refusing: [Self.first, Self.second])
        let other = OutboundClient(limits: .patient, resolver: resolver, connector: dead)
        for _ in 0..<2 {
            await #expect(throws: OutboundProblem.connectionRefused) {
                try await other.send(.post("https://shop.example/"), policy: .publicOnly)
            }
        }
        #expect(dead.addresses == [Self.first, Self.second, Self.first, Self.second])
        #expect(resolver.names.count == 3)
    }

    @Test func `all who want a name wait for one look-up`() async throws {
        let resolver = PatientResolver()
        let client = OutboundClient(limits: .patient, resolver: resolver, connector: connector)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await client.send(.post("https://shop.example/"), policy: .publicOnly).status
                }
            }
            await resolver.isAsked()
            resolver.answer([Self.first])
            for try await status in group { #expect(status == 200) }
        }
        // Those who came after the answer found it kept.
        #expect(resolver.asked == 1)
    }

    @Test func `name servers that do not answer are waited for no longer than for an answer`() async throws {
        let limits = OutboundLimits(whole: .milliseconds(50))
        let resolver = PatientResolver()
        let client = OutboundClient(limits: limits, resolver: resolver, connector: connector)
        for _ in 0..<3 {
            await #expect(throws: OutboundProblem.timedOut(.milliseconds(50))) {
                try await client.send(.post("https://shop.example/"), policy: .publicOnly)
            }
        }
        // The look-up that is under way is the one that counts.
        #expect(resolver.asked == 1)
        #expect(connector.addresses == [])
        await client.shutdown()
    }

    @Test func `an end lets those go who wait for a name`() async throws {
        let resolver = PatientResolver()
        let client = OutboundClient(limits: .patient, resolver: resolver, connector: connector)
        let answer = Task { try await client.send(.post("https://shop.example/"), policy: .publicOnly) }
        await resolver.isAsked()
        await client.shutdown()
        await #expect(throws: OutboundProblem.shutDown) { try await answer.value }
        await #expect(throws: OutboundProblem.shutDown) {
            try await client.send(.post("https://other.example/"), policy: .publicOnly)
        }
    }

    @Test func `the system knows this machine's name`() async throws {
        let resolver = SystemResolver()
        defer { resolver.shutdown() }
        let addresses = try await resolver.addresses(of: "localhost")
        let isLoopback = addresses.allSatisfy(\.isLoopback)
        #expect(!addresses.isEmpty && isLoopback)
        // A name that no name server is asked for, since none has an empty label.
        await #expect(throws: OutboundProblem.self) { try await resolver.addresses(of: "a..b") }
    }
}
