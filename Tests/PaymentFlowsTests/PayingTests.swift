import Checkout
import CheckoutEngine
import PaymentFlows
import SandboxWallet
import TestTools
import Testing

/// The way that leads to money.
@Suite(.timeLimit(.minutes(2))) struct PayingTests {
    @Test(arguments: ["alice", "eve", "yuki", "auto", "rootauth", "slow", "nolist"])
    func `a session is paid, and its wallets let go`(wallet: String) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        guard case .open(nil) = try await world.stage(of: session) else {
            Issue.record("a new session is not open")
            return
        }
        let url = try await world.goToWallet(wallet, session)
        guard case .awaitingApproval(let offer, url) = try await world.stage(of: session) else {
            Issue.record("the wallet does not wait")
            return
        }
        #expect(offer.approvalOrigin == WalletNetwork.base)
        #expect(try await world.status(of: session) == .awaitingApproval)
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(try await world.attempt(of: session)?.outcome == .paid)
        #expect(world.received == 4998)
        #expect(world.network.count("POST", "/outgoing-payments") == 1)
        #expect(world.network.count("DELETE", "/continue/") == 1)
        let state = try #require(try await world.engine.payment(of: session)).session.state
        #expect(state.outgoingPayment?.contains("/op/outgoing-payments/") == true)
        #expect(state.customerWallet == "\(WalletNetwork.base)/\(wallet)")
        guard case .completed(_, _, let price) = try await world.stage(of: session) else {
            Issue.record("the page does not say so")
            return
        }
        #expect(price == offer.price)
    }

    @Test(arguments: [(0, 0), (900, 200), (1, 998), (999, 1), (500, 3700)] as [(Int64, Int64)])
    func `a wallet is asked once its wait is over and not before, at whatever part of a second that began`(
        before: Int64,
        during: Int64
    ) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        world.clock.advance(nanoseconds: before * 1_000_000)
        let url = try await world.goToWallet(session)
        world.clock.advance(nanoseconds: during * 1_000_000)
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.network.count("POST", "/continue/") == 1)
    }

    @Test func `a donor chooses within the bounds`() async throws {
        let world = try await PaymentWorld()
        let bounds = try CustomUnitAmount(minimum: 100, maximum: 900, preset: nil)
        let session = try await world.createSession(donation: bounds)
        let wallet = "\(WalletNetwork.base)/alice"
        await #expect(throws: PaymentRefusal.amountUnexpected) {
            try await world.service.nameWallet(wallet, amount: nil, for: session)
        }
        for amount: Int64 in [99, 901, 0, -1] {
            await #expect(throws: PaymentRefusal.amountOutOfBounds) {
                try await world.service.nameWallet(wallet, amount: amount, for: session)
            }
        }
        _ = try await world.goToWallet(session, amount: 300)
        try await world.service.startOver(session)
        let url = try await world.goToWallet(session, amount: 700)
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.closed])
        #expect(world.received == 700)
        #expect(world.paid(by: "alice") == 700)
        #expect(try await world.engine.payment(of: session)?.session.state.amountTotal == 700)
        let fixed = try await world.createSession()
        await #expect(throws: PaymentRefusal.amountUnexpected) {
            try await world.service.nameWallet(wallet, amount: 5, for: fixed)
        }
    }

    @Test func `what a donor chooses is paid for each piece`() async throws {
        let world = try await PaymentWorld()
        let bounds = try CustomUnitAmount(minimum: 100, maximum: nil, preset: nil)
        let session = try await world.createSession(donation: bounds, quantity: 3)
        await #expect(throws: PaymentRefusal.amountOutOfBounds) {
            let wallet = "\(WalletNetwork.base)/alice"
            try await world.service.nameWallet(wallet, amount: 333_333_333_334, for: session)
        }
        _ = try await world.goToWallet(session, amount: 250)
        try await world.service.tryAgain(insteadOf: PaymentOffer.Number(1), of: session)
        guard case .offered(let offer) = try await world.stage(of: session) else {
            throw WorldError.stage("\(try await world.stage(of: session))")
        }
        #expect(offer.price.value == 750)
        try await world.comeBack(from: world.service.agree(to: offer.number, as: nil, of: session))
        try await world.wait(session, for: [.closed])
        #expect(world.received == 750)
        #expect(try await world.engine.payment(of: session)?.session.state.amountTotal == 750)
    }

    @Test func `a hundred call-backs at once make one payment`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        let location = try #require(world.sandbox.decide(url, isAllowed: true))
        let returns = try await withThrowingTaskGroup(of: WalletReturn.self) { group in
            for _ in 0..<100 { group.addTask { try await world.follow(location) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(returns == Array(repeating: .approved(session), count: 100))
        try await world.wait(session, for: [.closed])
        #expect(world.network.count("POST", "/continue/") == 1)
        #expect(world.network.count("POST", "/outgoing-payments") == 1)
        #expect(world.paid(by: "alice") == 4998)
        #expect(try await world.follow(location) == .approved(session))
    }

    @Test func `a call-back that comes again while the approval is redeemed and paid changes nothing`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        let location = try #require(world.sandbox.decide(url, isAllowed: true))
        world.network.set(.refused(503), "POST", "/continue/", times: 8)
        world.network.set(.unanswered, "POST", "/op/outgoing-payments")
        world.network.set(.refused(503), "GET", "/op/", times: 20)
        #expect(try await world.follow(location) == .approved(session))
        for stage in [AttemptStage.continuing, .charging] {
            try await world.wait(session, for: [stage])
            let before = try await world.attempt(of: session)
            world.clock.advance(seconds: 2)
            #expect(try await world.follow(location) == .approved(session))
            #expect(try await world.attempt(of: session) == before)
        }
        try await world.wait(session, for: [.closed])
        #expect(world.network.count("POST", "/op/outgoing-payments") == 1)
        #expect(world.paid(by: "alice") == 4998)
    }

    @Test func `a call-back that comes after a restart is as good as a prompt one`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        try await world.restart()
        world.clock.advance(seconds: 400)
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 4998)
    }

    @Test(arguments: [false, true])
    func `a price that is about to lapse is asked again, and agreed to anew where it is another`(
        isDearer: Bool
    ) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        guard case .offered(let old) = try await world.stage(of: session) else {
            throw WorldError.stage("\(try await world.stage(of: session))")
        }
        world.clock.advance(seconds: 200)
        if isDearer {
            world.network.set(
                .retold(#""debitAmount":{"value":"4998""#, as: #""debitAmount":{"value":"4999""#),
                "POST",
                "/op/quotes"
            )
            await #expect(throws: PaymentRefusal.movedOn) {
                try await world.service.agree(to: old.number, as: nil, of: session)
            }
            #expect(world.sandbox.books.approvals.isEmpty)
        }
        guard case .offered(let offer) = try await world.stage(of: session) else {
            throw WorldError.stage("\(try await world.stage(of: session))")
        }
        #expect(offer.price.value == (isDearer ? 4999 : 4998))
        #expect((offer.number == old.number) == !isDearer)
        try await world.comeBack(from: world.service.agree(to: offer.number, as: nil, of: session))
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.network.count("POST", "/op/quotes") == 2)
    }

    @Test func `two windows agree to the same price, and one price at a time is agreed to`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        guard case .awaitingApproval(let offer, _) = try await world.stage(of: session) else {
            Issue.record("the wallet does not wait")
            return
        }
        #expect(try await world.service.agree(to: offer.number, as: nil, of: session) == url)
        await #expect(throws: PaymentRefusal.movedOn) {
            try await world.service.agree(to: PaymentOffer.Number(offer.number.value + 1), as: nil, of: session)
        }
        await #expect(throws: PaymentRefusal.movedOn) {
            try await world.service.nameWallet("\(WalletNetwork.base)/eve", amount: nil, for: session)
        }
    }
}

extension PaymentWorld {
    /// Alice goes to her wallet.
    func goToWallet(_ session: SessionID, amount: Int64? = nil) async throws -> String {
        try await goToWallet("alice", session, amount: amount)
    }
}
