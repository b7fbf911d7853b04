import Checkout
import Disks
import Testing

@testable import CheckoutEngine

/// What a start refuses to go on with, though each line and record that brought it was well-formed.
@Suite(.timeLimit(.minutes(1))) struct ShardInvariantsTests {
    /// A way in which a shard contradicts itself.
    struct Contradiction: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout ShardState) -> Void

        init(_ testDescription: String, _ change: @escaping @Sendable (inout ShardState) -> Void) {
            self.testDescription = testDescription
            self.change = change
        }
    }

    static let contradictions = [
        Contradiction("a session that is not listed") { $0.listings = [:] },
        Contradiction("a session that is not counted") { $0.counts[.open] -= 1 },
        Contradiction("a session that is gone") { shard in
            for slot in shard.stripes.indices { shard.stripes[slot].sessions = [:] }
        },
        Contradiction("a payment that is gone") { shard in
            for slot in shard.stripes.indices { shard.stripes[slot].payments = [:] }
        },
        Contradiction("an unfinished payment that is not counted") { $0.unfinishedPayments = 0 },
        Contradiction("a subscription that is not listed") { $0.subscriptionListings = [:] },
        Contradiction("a subscription that is gone") { shard in
            for slot in shard.stripes.indices { shard.stripes[slot].subscriptions = [:] }
        },
        Contradiction("a live subscription that is not counted") { $0.liveSubscriptions = 0 },
        Contradiction("an event that is not listed") { $0.eventListings = [:] },
        Contradiction("an event that is gone") { shard in
            for slot in shard.stripes.indices { shard.stripes[slot].events = [:] }
        },
        Contradiction("a subscription's event that is gone") { shard in
            for slot in shard.stripes.indices { shard.stripes[slot].subscriptionEvents = [:] }
        },
        Contradiction("a waiting event that is not counted") { $0.pendingEvents -= 1 },
    ]

    @Test(arguments: contradictions)
    func `a shard that contradicts itself is refused`(contradiction: Contradiction) async throws {
        var state = try await StateText.recovered(from: disk())
        try state.checkInvariants()
        contradiction.change(&state.shards[0])
        #expect(throws: RecoveryContradiction.self) { try state.checkInvariants() }
    }

    /// A session that is open, one that is being paid, and one that has made a subscription, both of whose events are
    /// still to be told.
    private func disk() async throws -> any Disk {
        let fixture = try await EngineFixture()
        try await fixture.setDestination()
        _ = try await fixture.createSession()
        try await fixture.pay(try await fixture.createSession().id, to: .continuing)
        _ = try await fixture.subscribe()
        try await fixture.close()
        return fixture.disk
    }
}
