import Checkout
import CheckoutEngine
import PaymentFlows
import SandboxWallet
import Synchronization
import TestTools
import Testing

/// Tokens that run out, and approvals that are used up.
@Suite(.timeLimit(.minutes(2))) struct TokenTests {
    @Test func `F17: a token with less than a minute left is traded before the order is sent`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("brief", session)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        let calls = world.network.calls
        let traded = try #require(calls.firstIndex { $0.hasPrefix("POST /auth/token/") })
        let ordered = try #require(calls.firstIndex { $0.hasPrefix("POST /op/outgoing-payments") })
        #expect(traded < ordered)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 1)
        #expect(world.paid(by: "brief") == 4998)
    }

    @Test(arguments: [401, 403])
    func `F17: a token that is refused when the payment is looked at is traded once`(status: Int) async throws {
        var settings = SandboxSettings()
        settings.settlementMilliseconds = 30_000
        let world = try await PaymentWorld(settings: settings)
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.refused(status), "GET", "/op/outgoing-payments/", times: 3)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.network.count("POST", "/token/") == 1)
        #expect(world.paid(by: "alice") == 4998)
    }

    @Test func `F17: a token that cannot be traded is used as it is`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("brief", session)
        world.network.set(.refused(503), "POST", "/token/")
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "brief") == 4998)
    }

    @Test func `a token lasts from when it was asked for, however late it comes`() async throws {
        let world = try await PaymentWorld()
        world.sandbox.setSettlement(seconds: 60)
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        let asked = Mutex<Int64>(0)
        world.network.onCall("POST", "/continue/") { [clock = world.clock] in
            asked.withLock { $0 = clock.seconds }
            clock.advance(seconds: 9)
        }
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.processing])
        let end = try #require(try await world.attempt(of: session)?.token?.expiresAt).secondsSinceEpoch
        #expect(end <= asked.withLock(\.self) + 600)
    }

    @Test func `F16: an approval that is used up fails the attempt behind a look at the list, and closes its place`()
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("capped", session)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.ended])
        #expect(try await world.attempt(of: session)?.failure == .paymentFailed)
        #expect(world.network.count("GET", "/op/outgoing-payments?") >= 1)
        #expect(world.network.count("POST", "/complete") == 1)
        #expect(world.network.count("DELETE", "/continue/") == 1)
        #expect(world.received == 0)
    }

    @Test func `F11: an approval that is redeemed too early is redeemed again`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        // The wallet does not tell how long it wants to be left alone.
        world.network.set(.retold(#","wait":5"#, as: ""), "POST", "/auth", times: 9)
        let url = try await world.goToWallet(session)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.network.count("POST", "/continue/") == 2)
        #expect(world.paid(by: "alice") == 4998)
    }
}
