import OutboundHTTP
import TestTools
import Testing

@testable import OutboundHTTP

/// Which clients are kept, and that those that go are shut down; the library stops a test that forgets one.
struct PinnedClientsTests {
    private let clients = PinnedClients(limits: .patient, trustRoots: [], capacity: 2)
    private let address = IPAddress.v4(0x7F00_0001)

    @Test func `a host at an address has one client, another address another`() async throws {
        let first = try clients.lease(.name("a.example"), at: address)
        let again = try clients.lease(.name("a.example"), at: address)
        let elsewhere = try clients.lease(.name("a.example"), at: .v4(0x7F00_0002))
        #expect(first.client === again.client)
        #expect(first.client !== elsewhere.client)
        await clients.shutdown()
    }

    @Test func `the one that was not used for longest goes, and none that is in use`() async throws {
        let busy = try clients.lease(.name("a.example"), at: address)
        let idle = try clients.lease(.name("b.example"), at: address)
        clients.release(idle)
        clients.release(try clients.lease(.name("c.example"), at: address))
        #expect(clients.count == 2)
        #expect(try clients.lease(.name("a.example"), at: address).client === busy.client)
        let newer = try clients.lease(.name("b.example"), at: address)
        #expect(newer.client !== idle.client)
        await clients.shutdown()
    }

    @Test func `there are more than are kept while all are in use, and not afterwards`() async throws {
        let leases = try (0..<5).map { try clients.lease(.name("h\($0).example"), at: address) }
        #expect(clients.count == 5)
        for lease in leases { clients.release(lease) }
        #expect(clients.count <= 2)
        await clients.shutdown()
        #expect(throws: OutboundProblem.shutDown) { try clients.lease(.name("a.example"), at: address) }
    }
}
