import Checkout
import CheckoutEngine
import PaymentFlows
import SandboxWallet
import TestTools
import Testing

/// What is in doubt: no other order takes an order's place, and nothing is called unpaid while money may be on its way.
@Suite(.timeLimit(.minutes(2))) struct UncertainOrderTests {
    private static let otherScale = #""debitAmount":{"value":"4","assetCode":"USD","assetScale":1"#

    @Test(arguments: [400, 403, 404])
    func `an order that was done and seemed refused is paid or can be paid no more, and the session says which`(
        status: Int
    )
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.denied(status), "POST", "/op/outgoing-payments", times: 2)
        // The wallet's list shows nothing of it, and what was spent is not told.
        world.network.set(
            .retold("/op/incoming-payments/", as: "/op/incoming-payments/x"),
            "GET",
            "/op/outgoing-payments",
            times: 1000
        )
        world.network.set(.refused(404), "GET", "/op/outgoing-payment-grant", times: 1000)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed, .ended])
        let isPaid = try await world.status(of: session) == .completed
        #expect(world.paid(by: "alice") == (isPaid ? 4998 : 0))
        #expect(world.network.count("POST", "/op/quotes") == 1)
        guard !isPaid else { return }
        world.network.heal()
        let again = try await world.goToWallet("eve", session)
        try await world.comeBack(from: again)
        try await world.wait(session, for: [.closed])
        #expect(world.received == 4998)
        #expect(world.paid(by: "alice") == 0)
    }

    @Test(arguments: [#""quoteId":""#, #""externalRef":""#])
    func `an order is found by its quote or by its name, where its wallet does not list the other`(
        member: String
    ) async throws {
        let world = try await PaymentWorld()
        world.sandbox.setSettlement(seconds: 60)
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.unanswered, "POST", "/op/outgoing-payments")
        world.network.set(.retold(member, as: #""other":""#), "GET", "/op/outgoing-payments?", times: 1000)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.processing])
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 1)
    }

    @Test func `an order that is not listed is not sent again while its wallet says that something was spent`()
        async throws
    {
        let world = try await PaymentWorld()
        world.sandbox.setSettlement(seconds: 120)
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.unanswered, "POST", "/op/outgoing-payments")
        world.network.set(
            .retold("/op/incoming-payments/", as: "/op/incoming-payments/x"),
            "GET",
            "/op/outgoing-payments?",
            times: 1000
        )
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 1)
    }

    @Test func `an order is not missing from a list before its last page`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.refused(503), "POST", "/op/outgoing-payments")
        world.network.set(
            .retold(#""hasNextPage":false"#, as: #""endCursor":"next","hasNextPage":true"#),
            "GET",
            "/op/outgoing-payments?"
        )
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(world.network.count("GET", "cursor=next") == 1)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 2)
        #expect(world.paid(by: "alice") == 4998)
    }

    @Test func `an incoming payment is closed when its wallet says so, and not before`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        _ = try await world.goToWallet(session)
        world.network.set(.retold(#""completed":true"#, as: #""completed":false"#), "POST", "/complete")
        await world.change(session, .cancel)
        try await world.wait(session, for: [.closed])
        #expect(world.network.count("POST", "/complete") == 2)
    }

    @Test func `a grant that cannot be cancelled keeps another attempt waiting once an order was sent`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("broke", session)
        let before = world.clock.seconds
        world.network.set(.refused(403), "DELETE", "/continue/", times: 10_000)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.ended])
        #expect(world.clock.seconds - before >= 1700)
        #expect(world.received == 0)
    }

    @Test func `a price in other units than the wallet's document has is no price`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        world.network.set(
            .retold(#""debitAmount":{"value":"4998","assetCode":"USD","assetScale":2"#, as: Self.otherScale),
            "POST",
            "/op/quotes",
            times: 10
        )
        try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        guard case .open(let failed?) = try await world.stage(of: session) else {
            Issue.record("\(try await world.stage(of: session))")
            return
        }
        #expect(failed.reason == .walletUnsuitable || failed.reason == .walletFailing)
    }
}
