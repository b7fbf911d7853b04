import Checkout
import CheckoutEngine
import PaymentFlows
import TestTools
import Testing

@testable import SandboxWallet

/// Charges of subscriptions of which nobody knows yet what comes: nothing is asked for in their place, and nothing that
/// has arrived is overlooked.
@Suite(.timeLimit(.minutes(3))) struct RenewalDoubtTests {
    private static let price = PaymentWorld.price

    private static let everything = #""receivedAmount":{"value":"4998""#
    private static let nothing = #""receivedAmount":{"value":"0""#

    @Test
    func `an order that brings nothing is past due in time, followed by no other in its period, and costs no grant`()
        async throws
    {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.sandbox.setSettlement(seconds: 200 * 86_400)
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        let overdue = try await world.subscription(id)
        let now = Timestamp(secondsSinceEpoch: world.clock.seconds)
        #expect(5400..<9000 ~= now - overdue.period.start)
        #expect(overdue.news == .paymentFailed && overdue.newsCount == 2)
        #expect(overdue.nextChargeAt == overdue.period.end + 60)
        world.sandbox.setSettlement(seconds: 1)
        try await world.goOn(with: id, toPaid: 3)
        let paid = try await world.subscription(id)
        #expect(paid.status == .active && paid.newsCount == 3 && paid.news == .renewed)
        #expect(world.received == Self.price * 2)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 3)
        // What the wallet tries so late finds its place closed.
        world.advance(days: 200)
        world.sandbox.touch()
        #expect(world.paid(by: "alice") == Self.price * 2)
    }

    @Test func `money of an attempt that was given up is found before another attempt, and not asked for again`()
        async throws
    {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.sandbox.setSettlement(seconds: 0)
        // The wallet does what it says it refuses, and the merchant's wallet shows it only later.
        world.network.set(.denied(403), "POST", "/op/outgoing-payments", times: 9)
        world.network.set(
            .retold("/op/incoming-payments/", as: "/op/incoming-payments/x"),
            "GET",
            "/op/outgoing-payments?",
            times: .max
        )
        hideMoney(in: world)
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        world.network.heal()
        try await world.goOn(with: id, toPaid: 2)
        #expect(try await world.subscription(id).charge?.number == 2)
        #expect(world.received == Self.price * 2)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 2)
    }

    @Test func `a trade that never left says nothing of a later refusal`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(.unreachable, "POST", "/token/", times: 2)
        world.sandbox.revoke(ofWallet: "alice")
        try await world.goOn(with: id) { $0.isClosed }
        #expect(try await world.subscription(id).cancellation?.reason == .customer)
    }

    @Test func `money that shows while its attempt is being given up pays its period`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        hideMoney(in: world)
        // Behind the wallet's word that no more comes, it is read once more.
        world.network.onCall("POST", "/complete") {
            world.network.onCall("GET", "/op/incoming-payments/") { world.network.heal() }
        }
        try await world.goOn(with: id, toPaid: 2)
        #expect(world.network.count("POST", "/complete") == 1)
        try await world.goOn(with: id, toPaid: 3)
        #expect(world.received == Self.price * 3)
    }

    @Test func `money that shows behind its time pays its period after all`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        hideMoney(in: world)
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        world.network.heal()
        // It is found when its period ends, so that the next one is charged at once.
        try await world.goOn(with: id, toPaid: 3)
        let subscription = try await world.subscription(id)
        #expect(subscription.status == .active)
        #expect(subscription.cyclesPaid == 3)
        #expect(world.received == Self.price * 3)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 3)
    }

    /// The wallet does not tell for a while, or for longer than anybody asks.
    @Test(arguments: [20, Int.max])
    func `a wallet that tells nothing as a period ends is asked for an hour`(times: Int) async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        hideMoney(in: world)
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        let end = try await world.subscription(id).period.end
        world.network.heal()
        let incoming = try #require(try await world.subscription(id).charge?.incoming?.url)
        let path = String(incoming.dropFirst(WalletNetwork.base.count))
        world.network.set(.refused(503), "GET", path, times: times)
        try await world.goOn(with: id, toPaid: 3)
        let subscription = try await world.subscription(id)
        #expect(subscription.cyclesPaid == (times == .max ? 2 : 3))
        #expect(world.received == Self.price * 3)
        let begun = try #require(subscription.grant?.tokenObtainedAt)
        #expect(begun - end < 3600 + 900)
    }

    @Test func `an attempt is over when the merchant's wallet says that it takes no more, and not before`() async throws
    {
        let world = try await PaymentWorld()
        world.topUp("broke", by: Self.price)
        let id = try await world.subscribe("broke")
        world.network.set(.retold(#""completed":true"#, as: #""completed":false"#), "POST", "/complete", times: 3)
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        #expect(world.network.count("POST", "/complete") == 2)
    }

    @Test func `a token that is refused with an order is traded once nothing can come of the order`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(.refused(403), "POST", "/op/outgoing-payments")
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        try await world.goOn(with: id, toPaid: 2)
        let calls = world.network.calls
        let end = try #require(calls.firstIndex { $0.hasSuffix("/complete") })
        let order = try #require(calls[..<end].lastIndex { $0 == "POST /op/outgoing-payments" })
        #expect(!calls[order..<end].contains { $0.hasPrefix("POST /auth/token/") })
        #expect(calls[end...].contains { $0.hasPrefix("POST /auth/token/") })
        #expect(world.received == Self.price * 2)
    }

    /// The merchant's wallet tells of no money that has arrived, until the network heals.
    private func hideMoney(in world: PaymentWorld) {
        for (method, path) in [("GET", "/op/incoming-payments/"), ("POST", "/complete")] {
            world.network.set(.retold(Self.everything, as: Self.nothing), method, path, times: .max)
        }
    }
}
