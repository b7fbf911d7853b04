import Checkout
import CheckoutEngine
import PaymentFlows
import TestTools
import Testing

@testable import SandboxWallet
@testable import Simulation

/// Wallets and connections that do not do as they should, and processes that end, between one charge and the next.
@Suite(.timeLimit(.minutes(5))) struct RenewalFailureTests {
    private static let price = PaymentWorld.price

    /// Half steps of a renewal: each call has one before it is sent, and one before its answer is back.
    private static let halfSteps = 1...22

    @Test func `a lost answer to a trade is a lost grant, which is given back`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(.unanswered, "POST", "/token/")
        try await world.goOn(with: id) { $0.isClosed }
        let subscription = try await world.subscription(id)
        #expect(subscription.cancellation?.reason == .wallet)
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == 0)
        #expect(world.received == Self.price)
        #expect(world.network.count("POST", "/token/") == 2)
    }

    @Test(arguments: [WalletNetwork.Fate.unreachable, .refused(503), .refused(429)])
    func `a trade that was not done is tried again, and the charge goes on`(fate: WalletNetwork.Fate) async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(fate, "POST", "/token/", times: 5)
        try await world.goOn(with: id, toPaid: 3)
        #expect(world.received == Self.price * 3)
        #expect(try await world.subscription(id).status == .active)
    }

    @Test func `a wallet that does not accept the key says nothing about its owner`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        try await world.keepAlive(id)
        world.sandbox.withdrawKeys(ofWallet: "shop")
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        #expect(try await world.subscription(id).cancellation == nil)
        #expect(world.received == Self.price)
    }

    @Test func `a wallet that is out of order for days is past due, and charged once it is well again`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(.refused(503), "POST", "/op/quotes", times: 10_000)
        try await world.goOn(with: id) { $0.status == .pastDue }
        #expect(try await world.subscription(id).charge?.failure == .walletFailing)
        world.network.heal()
        try await world.goOn(with: id, toPaid: 2)
        #expect(world.received == Self.price * 2)
        #expect(try await world.subscription(id).status == .active)
    }

    @Test(arguments: [
        WalletNetwork.Fate.unanswered, .denied(500), .denied(403), .denied(400), .denied(404), .refused(503),
        .unreachable,
    ])
    func `an order is in doubt, and paid once`(fate: WalletNetwork.Fate) async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(fate, "POST", "/op/outgoing-payments", times: 2)
        try await world.goOn(with: id, toPaid: 2)
        #expect(world.received == Self.price * 2)
        #expect(world.paid(by: "alice") == Self.price * 2)
        try await world.goOn(with: id, toPaid: 3)
        #expect(world.received == Self.price * 3)
    }

    @Test func `a wallet that denies what it does and lists nothing is believed by the merchant's wallet alone`()
        async throws
    {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(.denied(403), "POST", "/op/outgoing-payments", times: 1)
        world.network.set(
            .retold("/op/incoming-payments/", as: "/op/incoming-payments/x"),
            "GET",
            "/op/outgoing-payments",
            times: 1000
        )
        try await world.goOn(with: id, toPaid: 2)
        #expect(world.paid(by: "alice") == Self.price * 2)
        #expect(world.received == Self.price * 2)
    }

    @Test func `a part that arrives is the merchant's to settle, and nothing more is asked for in its period`()
        async throws
    {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.sandbox.setManner(ofWallet: "alice", .partial)
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        #expect(world.received == Self.price + Self.price / 2)
        world.sandbox.setManner(ofWallet: "alice", .honest)
        try await world.goOn(with: id, toPaid: 3)
        #expect(world.received == Self.price * 2 + Self.price / 2)
    }

    @Test(arguments: [
        (#""assetCode":"USD""#, #""assetCode":"EUR""#), ("/auth\"", "/auth2\""), ("/op\"", "/op2\""),
    ])
    func `a wallet that is not what it was is not charged`(text: String, other: String) async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(.retold(text, as: other), "GET", "/alice", times: 100)
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        #expect(try await world.subscription(id).charge?.failure == .walletUnsuitable)
        #expect(world.received == Self.price)
    }

    @Test func `a trade that gives more power than was approved is not used`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(.retold(#""value":"4998""#, as: #""value":"9998""#), "POST", "/token/")
        try await world.goOn(with: id) { $0.isClosed }
        #expect(try await world.subscription(id).cancellation?.reason == .wallet)
        #expect(world.received == Self.price)
    }

    @Test func `an approval that is cut down to one payment is no subscription`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(recurring: .monthly)
        let url = try await world.goToWallet(session)
        world.network.set(.retold(#","interval":"#, as: #","other":"#), "POST", "/continue/")
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.ended])
        #expect(try await world.attempt(of: session)?.failure == .walletUnsuitable)
        #expect(world.received == 0)
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == 0)
    }

    @Test func `money for a subscription that nobody has approved begins none`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(recurring: .monthly)
        _ = try await world.goToWallet(session)
        let incoming = try #require(try await world.attempt(of: session)?.incoming?.url)
        try await world.service.startOver(session)
        try await world.payElsewhere(incoming, by: "eve")
        try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(try await world.subscription(SubscriptionID(of: session)).status == .canceled)
        #expect(world.paid(by: "alice") == 0)
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == 0)
    }

    @Test(arguments: halfSteps)
    func `a process that is killed at any half step of a renewal goes on, and charges once`(
        halfSteps: Int
    ) async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        // That is not a part of it.
        try await world.keepAlive(id)
        world.network.end(after: halfSteps) { world.end() }
        try? await world.goOn(with: id, toPaid: 2)
        if world.hasEnded { try await world.start() }
        try await world.goOn(with: id) { $0.isPeriodPaid && $0.period.number == 2 && $0.isSettled || $0.isClosed }
        let subscription = try await world.subscription(id)
        // Only who loses the answer to the trade of a token loses the grant.
        #expect(subscription.isClosed == (halfSteps == 2))
        let paid = UInt64(subscription.cyclesPaid)
        #expect(paid == (subscription.isClosed ? 1 : 2))
        #expect(world.received == Self.price * paid)
        #expect(world.paid(by: "alice") == Self.price * paid)
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == (subscription.isClosed ? 0 : 1))
    }

    @Test func `the half steps are all of them`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        try await world.keepAlive(id)
        let before = world.network.calls.count
        try await world.goOn(with: id, toPaid: 2)
        let calls = world.network.calls.dropFirst(before)
        #expect(calls.count * 2 == Self.halfSteps.upperBound, "\(calls)")
    }

    /// Half steps of a session's own payment, as `CrashTests` has them, but for the farewell.
    @Test(arguments: 1...24)
    func `a process that is killed while somebody subscribes begins one subscription, with its grant`(
        halfSteps: Int
    ) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(recurring: .monthly)
        world.network.end(after: halfSteps) { world.end() }
        await world.play(session)
        try await world.start()
        try await world.payToTheEnd(session)
        #expect(try await world.status(of: session) == .completed)
        let id = SubscriptionID(of: session)
        #expect(try await world.subscription(id).status == .active)
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == 1)
        #expect(world.received == Self.price)
        try await world.goOn(with: id, toPaid: 2)
        #expect(world.received == Self.price * 2)
    }

    /// Seeds are played by dozens, since each world has threads and descriptors of its own.
    @Test(arguments: 0..<4 as Range<UInt64>)
    func `whatever gets lost, a period is paid once at most, and the subscription says what is so`(
        dozen: UInt64
    ) async throws {
        for seed in dozen * 12..<(dozen + 1) * 12 { try await play(seed) }
    }

    private func play(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let world = try await PaymentWorld()
        let id = try await world.subscribe("alice", try Recurring(interval: .week, count: 1))
        for number in 2...5 {
            world.misfortune(&random)
            if Bool.random(using: &random) {
                world.network.end(after: Int.random(in: 1...30, using: &random)) { world.end() }
            }
            try? await world.goOn(with: id) { $0.isClosed || $0.period.number >= number && $0.isPeriodPaid }
            if world.hasEnded || Bool.random(using: &random) {
                world.end()
                if Bool.random(using: &random) { world.advance(days: .random(in: 1...10, using: &random)) }
                try await world.start()
            }
            world.network.heal()
        }
        if Bool.random(using: &random) { await world.cancel(id) }
        try await world.goOn(with: id) { $0.isClosed || $0.status != .canceled && $0.isSettled && $0.isPeriodPaid }
        let subscription = try await world.subscription(id)
        #expect(world.received == Self.price * UInt64(subscription.cyclesPaid), "seed \(seed)")
        #expect(world.paid(by: "alice") == world.received, "seed \(seed)")
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == (subscription.isClosed ? 0 : 1), "seed \(seed)")
    }
}
