import Checkout
import CheckoutEngine
import PaymentFlows
import SandboxWallet
import TestTools
import Testing

/// Subscriptions at wallets that do as they should, and at owners who do as they like.
@Suite(.timeLimit(.minutes(3))) struct RenewalTests {
    private static let price = PaymentWorld.price

    @Test func `who subscribes pays once now, and the grant stays`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(recurring: .monthly)
        let url = try await world.goToWallet(session)
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.closed])
        let state = try #require(try await world.engine.payment(of: session)).session.state
        #expect(state.status == .completed)
        #expect(state.subscription == SubscriptionID(of: session).text)
        let subscription = try await world.subscription(SubscriptionID(of: session))
        #expect(subscription.status == .active)
        #expect(subscription.grant?.customer.address == "\(WalletNetwork.base)/alice")
        #expect(subscription.grant?.agreement == PaymentWorld.agreement)
        let next = try #require(subscription.nextChargeAt)
        #expect(try await world.service.view(of: session).nextChargeAt == next)
        #expect(world.received == Self.price)
        #expect(world.network.count("DELETE", "/continue/") == 0)
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == 1)
        #expect(try await world.attempt(of: session)?.token == nil)
    }

    @Test(arguments: ["2026-06-15", "2027-01-31", "2028-02-29"])
    func `a year of months is charged, each once and in time, and its token is never left alone for long`(
        day: String
    ) async throws {
        let world = try await PaymentWorld()
        let begin = try #require(Timestamp(parsing: day + "T23:59:30Z"))
        world.clock.advance(seconds: begin.secondsSinceEpoch - world.clock.seconds)
        let id = try await world.subscribe()
        for number in 2...14 {
            try await world.goOn(with: id, toPaid: number)
            let subscription = try await world.subscription(id)
            #expect(world.received == Self.price * UInt64(number))
            #expect(world.paid(by: "alice") == Self.price * UInt64(number))
            let now = Timestamp(secondsSinceEpoch: world.clock.seconds)
            #expect(now - subscription.period.start < 600)
        }
        // Each month once early in its cycle, and once between.
        #expect(world.network.count("POST", "/token/") >= 26)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 14)
        #expect(world.network.count("POST", "/continue/") == 1)
    }

    @Test(arguments: ["eve", "yuki", "nano", "auto", "rootauth", "slow", "nolist", "staleq"])
    func `wallets of all kinds are charged again`(wallet: String) async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe(wallet, try Recurring(interval: .week, count: 2))
        try await world.goOn(with: id, toPaid: 3)
        #expect(world.received == Self.price * 3)
        #expect(try await world.subscription(id).status == .active)
    }

    @Test func `a token is never traded while an order is about`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        let before = world.network.calls.count
        try await world.goOn(with: id, toPaid: 2)
        let calls = world.network.calls.dropFirst(before)
            .map { $0.split(separator: "/").prefix(3).joined(separator: "/") }
        let order = try #require(calls.lastIndex(of: "POST /op/outgoing-payments"))
        let trade = try #require(calls.lastIndex { $0.hasPrefix("POST /auth/token") })
        let expected = try #require(calls.lastIndex(of: "POST /op/incoming-payments"))
        #expect(trade < expected && expected < order)
    }

    @Test func `what the customer takes back at the wallet is charged no more`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.sandbox.revoke(ofWallet: "alice")
        try await world.goOn(with: id) { $0.isClosed }
        let subscription = try await world.subscription(id)
        #expect(subscription.cancellation?.reason == .customer)
        #expect(world.received == Self.price)
        #expect(world.network.count("POST", "/op/incoming-payments") == 1)
    }

    @Test func `what is taken back just before the order is not paid, and found out`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        let network = world.network
        network.onCall("POST", "/op/outgoing-payments") { [sandbox = world.sandbox] in sandbox.revoke(ofWallet: "alice")
        }
        try await world.goOn(with: id) { $0.isClosed }
        #expect(try await world.subscription(id).cancellation?.reason == .customer)
        #expect(world.received == Self.price)
    }

    @Test func `the merchant cancels, and the wallet lets go`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        try await world.goOn(with: id, toPaid: 2)
        await world.cancel(id)
        try await world.goOn(with: id) { $0.isClosed }
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == 0)
        #expect(try await world.subscription(id).cancellation?.reason == .merchant)
        world.advance(days: 40)
        await world.engine.doDueWork()
        #expect(world.received == Self.price * 2)
    }

    @Test(arguments: [WalletNetwork.Fate.unreachable, .unanswered, .refused(503), .refused(401), .denied(500)])
    func `a wallet is told to let go until it does`(fate: WalletNetwork.Fate) async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(fate, "DELETE", "/continue/", times: 7)
        await world.cancel(id)
        try await world.goOn(with: id) { $0.isClosed }
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == 0)
        #expect(world.network.count("DELETE", "/continue/") == 8)
    }

    @Test func `a wallet that never lets go of a grant is given up after thirty days, and not before`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.network.set(.unreachable, "DELETE", "/continue/", times: .max)
        await world.cancel(id)
        try await world.pass(hours: 30 * 24 - 1, 3600)
        #expect(try await world.subscription(id).isClosed == false)
        try await world.pass(hours: 3) { try await world.subscription(id).isClosed }
        #expect(try await world.subscription(id).isClosed)
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == 1)
        #expect(700..<1000 ~= world.network.count("DELETE", "/continue/"))
    }

    @Test(arguments: ["POST /op/incoming-payments", "POST /op/outgoing-payments", "POST /auth/token"])
    func `a charge that is under way when the merchant cancels is not left in doubt`(moment: String) async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        let parts = moment.split(separator: " ").map(String.init)
        world.network.onCall(parts[0], parts[1], skipping: parts[1] == "/auth/token" ? 1 : 0) {
            Task { await world.cancel(id) }
        }
        world.network.set(.refused(503), "GET", "/op/incoming-payments", times: 3)
        try await world.goOn(with: id) { $0.isClosed }
        let paid = try await world.subscription(id).cyclesPaid
        #expect(world.received == Self.price * UInt64(paid))
        #expect(world.paid(by: "alice") == Self.price * UInt64(paid))
        #expect(world.sandbox.permissionCount(ofWallet: "alice") == 0)
    }

    @Test func `who has not enough pays later in the same period`() async throws {
        let world = try await PaymentWorld()
        world.topUp("broke", by: Self.price)
        let id = try await world.subscribe("broke")
        try await world.goOn(with: id) { $0.status == .pastDue && $0.isSettled }
        let failed = try await world.subscription(id)
        #expect(failed.period.number == 2)
        #expect(failed.charge?.failure == .paymentFailed)
        let retry = try #require(failed.nextChargeAt)
        #expect(retry < failed.period.end)
        world.topUp("broke", by: Self.price * 2)
        try await world.goOn(with: id, toPaid: 2)
        let paid = try await world.subscription(id)
        #expect(paid.status == .active)
        #expect(paid.charge?.number == 2)
        #expect(world.received == Self.price * 2)
        // What is left is the next period's.
        try await world.goOn(with: id, toPaid: 3)
        #expect(world.received == Self.price * 3)
    }

    @Test func `who does not pay for three periods is subscribed no more`() async throws {
        let world = try await PaymentWorld()
        world.topUp("broke", by: Self.price)
        let id = try await world.subscribe("broke", try Recurring(interval: .week, count: 1))
        try await world.goOn(with: id) { $0.isClosed }
        let subscription = try await world.subscription(id)
        #expect(subscription.cancellation?.reason == .unpaid)
        #expect(world.received == Self.price)
        #expect(world.sandbox.permissionCount(ofWallet: "broke") == 0)
    }

    @Test func `who is down for three periods charges the one that runs, and no other`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe("alice", try Recurring(interval: .week, count: 1))
        world.end()
        world.advance(days: 25)
        try await world.start()
        try await world.goOn(with: id, toPaid: 4)
        #expect(world.received == Self.price * 2)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 2)
        try await world.goOn(with: id, toPaid: 5)
        #expect(world.received == Self.price * 3)
    }

    @Test func `a token that was left alone until its wallet forgot it is nobody's revocation`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        world.end()
        world.advance(days: 40)
        try await world.start()
        try await world.goOn(with: id) { $0.isClosed }
        #expect(try await world.subscription(id).cancellation?.reason == .wallet)
        #expect(world.received == Self.price)
    }

    /// Nobody else is told of it until the token is traded: of two that trade one, the second finds it refused, and may
    /// take that for the end of the grant.
    @Test func `two services at once charge once`() async throws {
        let world = try await PaymentWorld()
        let id = try await world.subscribe()
        let (other, running) = world.runOther()
        defer { running.cancel() }
        let stored = try #require(try await world.engine.subscription(id))
        for number in 2...4 {
            try await world.goOn(with: id) { subscription in
                if !subscription.isSettled, let grant = subscription.grant, !grant.token.isRotating,
                    grant.tokenObtainedAt >= subscription.period.start
                {
                    other.renewals.take([stored, stored])
                    world.service.renewals.take([stored])
                }
                return subscription.period.number == number && subscription.isPeriodPaid && subscription.isSettled
            }
            #expect(world.received == Self.price * UInt64(number))
            #expect(world.paid(by: "alice") == Self.price * UInt64(number))
        }
    }

    @Test func `many that are due at once are all charged`() async throws {
        let world = try await PaymentWorld()
        let weekly = try Recurring(interval: .week, count: 1)
        var ids: [SubscriptionID] = []
        for _ in 0..<48 { ids.append(try await world.subscribe("alice", weekly)) }
        world.end()
        world.clock.advance(seconds: 7 * 86_400 + 120)
        try await world.start()
        for id in ids { try await world.goOn(with: id, toPaid: 2) }
        #expect(world.received == Self.price * 96)
    }
}
