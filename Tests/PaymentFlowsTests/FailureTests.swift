import Checkout
import CheckoutEngine
import PaymentFlows
import SandboxWallet
import TestTools
import Testing

/// The ways of failing, each by what the customer, the merchant and the ledger see of it.
@Suite(.timeLimit(.minutes(2))) struct FailureTests {
    private func failure(_ world: PaymentWorld, _ session: SessionID) async throws -> AttemptFailure? {
        switch try await world.stage(of: session) {
        case .open(let failed): return failed?.reason
        case .outOfAttempts(let failed): return failed.reason
        case let stage:
            Issue.record("the session is not open: \(stage)")
            return nil
        }
    }

    /// Pays with Alice's wallet after all, and checks that one price was paid in all.
    private func payAfterAll(_ world: PaymentWorld, _ session: SessionID) async throws {
        world.network.heal()
        let url = try await world.goToWallet("alice", session)
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.received == 4998)
    }

    @Test(arguments: ["", "$", "ftp://wallet.example/a", "https://u:p@wallet.example/a", "https://127.0.0.1/a"])
    func `what is no wallet address is refused, and nothing is stored`(typed: String) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        await #expect(throws: PaymentRefusal.walletMalformed) {
            try await world.service.nameWallet(typed, amount: nil, for: session)
        }
        #expect(try await world.attempt(of: session) == nil)
        #expect(world.network.calls.isEmpty)
    }

    @Test(arguments: [
        ("nobody", AttemptFailure.walletNotReached), ("ssrf", .walletUnsuitable), ("wrongid", .walletNotReached),
        ("bigdoc", .walletUnsuitable), ("redirect", .walletNotReached),
    ])
    func `a wallet that cannot be asked costs no attempt`(wallet: String, reason: AttemptFailure) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        for _ in 0..<7 {
            try await world.service.nameWallet("\(WalletNetwork.base)/\(wallet)", amount: nil, for: session)
            #expect(try await failure(world, session) == reason)
        }
        #expect(try await world.attempt(of: session) == nil)
        try await payAfterAll(world, session)
    }

    @Test func `a merchant's wallet that does not know our key fails the merchant, not the customer`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        world.network.set(.refused(401), "POST", "/auth")
        try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        #expect(try await failure(world, session) == .merchantWalletFailing)
        try await payAfterAll(world, session)
    }

    @Test func `an incoming payment whose answer was lost is left to expire, and another is made`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        world.network.set(.unanswered, "POST", "/op/incoming-payments")
        try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        #expect(try await failure(world, session) == .merchantWalletFailing)
        try await payAfterAll(world, session)
    }

    @Test(arguments: [(400, AttemptFailure.amountRefused), (503, .walletFailing)])
    func `a quote that fails is told for what it is`(status: Int, reason: AttemptFailure) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        world.network.set(.refused(status), "POST", "/op/quotes", times: 9)
        try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        #expect(try await failure(world, session) == reason)
        #expect(world.network.count("POST", "/op/quotes") == (status == 400 ? 1 : 4))
        try await payAfterAll(world, session)
        #expect(world.network.count("POST", "/op/incoming-payments") == 1)
    }

    @Test func `who declines may start over, and a forged no changes nothing`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        let location = try #require(world.sandbox.decide(url, isAllowed: false))
        #expect(try await world.follow(location) == .seeminglyDeclined(session))
        #expect(try await world.status(of: session) == .awaitingApproval)
        try await world.service.startOver(session)
        #expect(try await failure(world, session) == nil)
        #expect(world.network.count("DELETE", "/continue/") == 1)
        try await payAfterAll(world, session)
        #expect(world.network.count("POST", "/op/incoming-payments") == 1)
    }

    @Test func `who declined is asked once more at the same wallet, at a new page of it`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("eve", session)
        guard case .awaitingApproval(let offer, _) = try await world.stage(of: session) else {
            throw WorldError.stage("\(try await world.stage(of: session))")
        }
        try await world.comeBack(from: url, isAllowed: false)
        try await world.service.tryAgain(insteadOf: offer.number, of: session)
        // A second press of the button finds the new offer, and leaves it alone.
        await #expect(throws: PaymentRefusal.movedOn) {
            try await world.service.tryAgain(insteadOf: offer.number, of: session)
        }
        guard case .offered(let next) = try await world.stage(of: session) else {
            throw WorldError.stage("\(try await world.stage(of: session))")
        }
        #expect(next.number.value == offer.number.value + 1)
        #expect(next.wallet == offer.wallet)
        #expect(world.network.count("DELETE", "/continue/") == 1)
        let another = try await world.service.agree(to: next.number, as: nil, of: session)
        #expect(another != url)
        #expect(try await world.comeBack(from: another) == .approved(session))
        try await world.wait(session, for: [.closed])
        #expect(world.received == 4998)
    }

    @Test(arguments: ["https://sandbox.example/shop", "$sandbox.example/shop", " https://SANDBOX.example/shop/ "])
    func `the merchant's own wallet does not pay the merchant`(typed: String) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        #expect(try await world.service.problem(withWallet: typed, for: session) == .walletIsMerchants)
        await #expect(throws: PaymentRefusal.walletIsMerchants) {
            try await world.service.nameWallet(typed, amount: nil, for: session)
        }
        #expect(try await world.attempt(of: session) == nil)
        #expect(world.network.calls.isEmpty)
        try await payAfterAll(world, session)
    }

    @Test func `a window closed at the wallet is resumed, and lapses when nobody comes`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        guard case .awaitingApproval(_, url) = try await world.stage(of: session) else {
            Issue.record("the page does not lead back to the wallet")
            return
        }
        world.clock.advance(seconds: 661)
        try await world.wait(session, for: [.ended])
        #expect(try await failure(world, session) == .approvalLost)
        #expect(world.network.count("DELETE", "/continue/") == 1)
        #expect(try await world.comeBackLate(from: url, session) == .undecided(session))
        try await payAfterAll(world, session)
    }

    @Test(arguments: [nil, "hash=x&interact_ref=y", "hash=AAAA&interact_ref=AAAA", "result=grant_rejected"])
    func `a forged call-back changes nothing`(query: String?) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        let location = try #require(world.sandbox.decide(url, isAllowed: true))
        let forged =
            query.map { "\(location.split(separator: "?")[0])?\($0)" }
            ?? location.replacing("interact_ref=", with: "interact_ref=x")
        let before = try await world.attempt(of: session)
        let expected: WalletReturn = query == "result=grant_rejected" ? .seeminglyDeclined(session) : .unrecognized
        #expect(try await world.follow(forged) == expected)
        #expect(try await world.attempt(of: session) == before)
        #expect(try await world.follow(location) == .approved(session))
        try await world.wait(session, for: [.closed])
        #expect(world.received == 4998)
    }

    @Test(arguments: [1, 2])
    func `an approval whose redeeming was not answered is lost, and no money moved`(times: Int) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.unanswered, "POST", "/continue/", times: times)
        let before = world.clock.seconds
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.ended])
        #expect(world.clock.seconds - before < 60)
        #expect(try await failure(world, session) == .approvalLost)
        #expect(world.network.count("DELETE", "/continue/") == 1)
        #expect(world.received == 0)
        try await payAfterAll(world, session)
    }

    @Test func `an approval that cannot be redeemed for ten minutes is lost`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.refused(503), "POST", "/continue/", times: .max)
        let before = world.clock.seconds
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.ended])
        #expect(600..<700 ~= world.clock.seconds - before)
        #expect(try await failure(world, session) == .approvalLost)
    }

    @Test func `an approval is redeemed again where the wallet was out of order`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.refused(503), "POST", "/continue/", times: 5)
        world.network.set(.unreachable, "POST", "/continue/", times: 3)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 4998)
    }

    @Test(arguments: [WalletNetwork.Fate.unanswered, .denied(500), .denied(429), .refused(503), .unreachable])
    func `an order whose answer is not known is looked for before it is sent again`(
        fate: WalletNetwork.Fate
    )
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(fate, "POST", "/op/outgoing-payments")
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 4998)
        let wasDone = [.unanswered, .denied(500), .denied(429)].contains(fate)
        #expect(world.network.count("POST", "/op/outgoing-payments") == (wasDone ? 1 : 2))
    }

    @Test func `an order whose answer was lost at a wallet that lists nothing is waited for at the merchant's`()
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("nolist", session)
        world.network.set(.unanswered, "POST", "/op/outgoing-payments")
        let before = world.clock.seconds
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(world.clock.seconds - before < 120)
        #expect(try await world.status(of: session) == .completed)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 1)
        #expect(world.paid(by: "nolist") == 4998)
    }

    @Test func `an order that never arrived at a wallet that lists nothing is given up at the incoming payment's end`()
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("nolist", session)
        world.network.set(.refused(503), "POST", "/op/outgoing-payments")
        let before = world.clock.seconds
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.ended])
        #expect(world.clock.seconds - before >= 1800)
        #expect(try await failure(world, session) == .paymentFailed)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 1)
        #expect(world.network.count("POST", "/complete") == 1)
        try await payAfterAll(world, session)
        #expect(world.paid(by: "nolist") == 0)
    }

    @Test func `a wallet without money fails the attempt, and another pays`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("broke", session)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.ended])
        #expect(try await failure(world, session) == .paymentFailed)
        #expect(world.received == 0)
        try await payAfterAll(world, session)
        #expect(world.network.count("POST", "/op/incoming-payments") == 1)
    }

    @Test func `what arrives in part is no payment, and left to the merchant`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("partial", session)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.ended, .closed])
        guard case .partiallyPaid = try await world.stage(of: session) else {
            Issue.record("\(try await world.stage(of: session))")
            return
        }
        #expect(world.received == 2499)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .processing)
        await #expect(throws: PaymentRefusal.movedOn) { try await world.service.startOver(session) }
    }

    @Test func `a wallet that says it has paid is not believed`() async throws {
        var settings = SandboxSettings()
        settings.settlementMilliseconds = 60_000
        let world = try await PaymentWorld(settings: settings)
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(
            .retold(#""sentAmount":{"value":"0""#, as: #""sentAmount":{"value":"4998""#),
            "GET",
            "/op/outgoing-payments/",
            times: 1000
        )
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.processing])
        while world.received == 0 {
            #expect(try await world.status(of: session) == .processing)
            world.clock.advance(seconds: 1)
            world.sandbox.touch()
        }
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
    }

    @Test func `a price that has lapsed is asked again before it is agreed to, and before it is paid`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet("staleq", session)
        world.clock.advance(seconds: 60)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        // Its quotes live a second: one that was asked for just now is paid at once.
        #expect(try await world.status(of: session) == .completed)
        #expect(world.received == 4998)
        #expect(2...4 ~= world.network.count("POST", "/op/quotes"))
    }

    @Test func `a price that was looked at for too long is prepared anew, and one incoming payment is open at a time`()
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession(lifetime: 86_400)
        try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        guard case .offered(let old) = try await world.stage(of: session) else {
            Issue.record("there is no price")
            return
        }
        world.clock.advance(seconds: 7200)
        await #expect(throws: PaymentRefusal.movedOn) {
            try await world.service.agree(to: old.number, as: nil, of: session)
        }
        guard case .offered(let offer) = try await world.stage(of: session) else {
            Issue.record("there is no other price")
            return
        }
        #expect(offer.number != old.number)
        let url = try await world.service.agree(to: offer.number, as: nil, of: session)
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        // The first one is closed, although its end is past: its wallet's clock may say otherwise.
        #expect(world.network.count("POST", "/op/incoming-payments") == 3)
        #expect(world.network.count("POST", "/complete") == 1)
        #expect(world.paid(by: "alice") == 4998)
    }

    @Test func `a price that rises between approval and payment is not paid`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.clock.advance(seconds: 299)
        world.network.set(
            .retold(#""debitAmount":{"value":"4998""#, as: #""debitAmount":{"value":"4999""#),
            "POST",
            "/op/quotes"
        )
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.ended])
        #expect(try await failure(world, session) == .priceRisen)
        #expect(world.received == 0)
        #expect(world.network.count("POST", "/op/outgoing-payments") == 0)
        try await payAfterAll(world, session)
    }

    @Test func `a token that is refused is traded once, and an order that is refused again fails`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.refused(403), "POST", "/op/outgoing-payments")
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.network.count("POST", "/token/") == 1)
        let other = try await world.createSession()
        let again = try await world.goToWallet(other)
        world.network.set(.refused(403), "POST", "/op/outgoing-payments", times: 9)
        try await world.comeBack(from: again)
        try await world.wait(other, for: [.ended])
        #expect(try await failure(world, other) == .paymentFailed)
        #expect(world.network.count("POST", "/token/") == 2)
        #expect(world.paid(by: "alice") == 4998)
    }

    @Test func `wallets that are down for long lose nothing`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        world.network.set(.unanswered, "POST", "/op/outgoing-payments")
        world.network.set(.refused(503), "GET", "/op/", times: 100)
        world.network.set(.unreachable, "DELETE", "/continue/", times: 5)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 4998)
    }

    @Test(arguments: ["flaky", "limited", "lostreply"])
    func `a wallet that is out of order by turns pays once in the end`(wallet: String) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        for _ in 0..<5 where try await world.status(of: session) == .open {
            try await world.service.nameWallet("\(WalletNetwork.base)/\(wallet)", amount: nil, for: session)
            guard case .offered(let offer) = try await world.stage(of: session) else { continue }
            guard let url = try? await world.service.agree(to: offer.number, as: nil, of: session) else { continue }
            try await world.comeBack(from: url)
            try await world.wait(session, for: [.closed, .ended])
        }
        let isPaid = try await world.status(of: session) == .completed
        #expect(world.paid(by: wallet) == (isPaid ? 4998 : 0))
        #expect(world.received == (isPaid ? 4998 : 0))
    }
}
