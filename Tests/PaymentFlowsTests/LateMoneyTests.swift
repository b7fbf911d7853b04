import Checkout
import CheckoutEngine
import PaymentFlows
import SandboxWallet
import TestTools
import Testing

/// Money that is said to be sent and does not show, or shows when nobody expects it any more.
@Suite(.timeLimit(.minutes(2))) struct LateMoneyTests {
    private static let nothing = #""receivedAmount":{"value":"0""#
    private static let everything = #""receivedAmount":{"value":"4998""#

    @Test func `F21: what a wallet says it has sent and never arrives is not asked for again`() async throws {
        var settings = SandboxSettings()
        settings.settlementMilliseconds = 40 * 3_600_000
        let world = try await PaymentWorld(settings: settings)
        let session = try await world.createSession(lifetime: 8 * 3600)
        let url = try await world.goToWallet(session)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.processing])
        try await world.pass(hours: 7) { try await world.status(of: session) != .processing }
        #expect(try await world.status(of: session) == .processing)
        #expect(world.network.count("POST", "/complete") == 1)
        await #expect(throws: PaymentRefusal.movedOn) {
            try await world.service.nameWallet("\(WalletNetwork.base)/eve", amount: nil, for: session)
        }
        try await world.pass(hours: 3) { try await world.attempt(of: session)?.stage == .closed }
        #expect(try await world.status(of: session) == .expired)
        #expect(try await world.attempt(of: session)?.stage == .closed)
        // The merchant's wallet takes it no more when it comes at last.
        world.clock.advance(seconds: 40 * 3600)
        world.sandbox.touch()
        #expect(world.received == 0)
    }

    @Test func `F21: money that the merchant's wallet shows hours late completes the session, and is paid once`()
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession(lifetime: 8 * 3600)
        let url = try await world.goToWallet(session)
        for (method, path) in [("GET", "/op/incoming-payments/"), ("POST", "/complete")] {
            world.network.set(.retold(Self.everything, as: Self.nothing), method, path, times: 1_000_000)
        }
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.processing])
        try await world.pass(hours: 5) { try await world.status(of: session) != .processing }
        #expect(try await world.status(of: session) == .processing)
        world.network.heal()
        try await world.pass(hours: 2) { try await world.attempt(of: session)?.stage == .closed }
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 4998)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 1)
    }

    @Test func `what a wallet calls failed is not called so before the merchant's wallet was read`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(
            .retold(#""failed":false"#, as: #""failed":true"#),
            "GET",
            "/op/outgoing-payments/",
            times: 1000
        )
        world.network.set(.refused(503), "GET", "/op/incoming-payments/", times: 1000)
        try await world.comeBack(from: url)
        try await world.wait(until: { world.network.count("GET", "/op/outgoing-payments/") >= 4 })
        #expect(try await world.status(of: session) == .processing)
        world.network.heal()
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 4998)
    }

    @Test func `an incoming payment that was closed is read again before another takes its place`() async throws {
        var settings = SandboxSettings()
        settings.settlementMilliseconds = 0
        let world = try await PaymentWorld(settings: settings)
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        // The wallet does what it says it refuses, and the merchant's wallet shows it only later.
        world.network.set(.denied(403), "POST", "/op/outgoing-payments", times: 9)
        world.network.set(
            .retold("/op/incoming-payments/", as: "/op/incoming-payments/x"),
            "GET",
            "/op/outgoing-payments?",
            times: 100
        )
        for (method, path) in [("GET", "/op/incoming-payments/"), ("POST", "/complete")] {
            world.network.set(.retold(Self.everything, as: Self.nothing), method, path, times: 1000)
        }
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.ended])
        #expect(try await world.status(of: session) == .open)
        world.network.heal()
        try await world.service.nameWallet("\(WalletNetwork.base)/eve", amount: nil, for: session)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.network.count("POST", "/op/incoming-payments") == 2)
        #expect(world.paid(by: "alice") == 4998)
        #expect(world.received == 4998)
    }
}
