import Checkout
import CheckoutEngine
import OpenPayments
import PaymentFlows
import SandboxWallet
import TestTools
import Testing

/// Sessions that end before they are paid: nothing stays behind at any wallet.
@Suite(.timeLimit(.minutes(2))) struct EndingTests {
    @Test(arguments: [SessionCommand.expire, .cancel])
    func `within ten seconds the grant is cancelled and the incoming payment completed`(
        command: SessionCommand
    )
        async throws
    {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        let url = try await world.goToWallet(session)
        let before = world.clock.seconds
        await world.change(session, command)
        try await world.wait(session, for: [.closed])
        #expect(world.clock.seconds - before <= 10)
        #expect(world.network.count("DELETE", "/continue/") == 1)
        #expect(world.network.count("POST", "/complete") == 1)
        #expect(try await world.attempt(of: session)?.outcome == .sessionEnded)
        #expect(try await world.comeBackLate(from: url, session) == .undecided(session))
        #expect(world.received == 0)
    }

    @Test func `time ends a session whose customer is at the wallet, and nothing can be paid then`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(lifetime: 300)
        let url = try await world.goToWallet(session)
        world.clock.advance(seconds: 300)
        try await world.wait(session, for: [.closed])
        #expect(try await world.stage(of: session) == .expired)
        #expect(try await world.comeBackLate(from: url, session) == .undecided(session))
        #expect(world.received == 0)
    }

    @Test func `time does not cut through a payment on its way`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(lifetime: 300)
        let url = try await world.goToWallet("slow", session)
        world.clock.advance(seconds: 295)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed, .ended])
        let isPaid = try await world.status(of: session) == .completed
        #expect(world.received == (isPaid ? 4998 : 0))
        #expect(try await world.status(of: session) == (isPaid ? .completed : .expired))
    }

    @Test func `an attempt that fails behind its session's time ends the session`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(lifetime: 300)
        let url = try await world.goToWallet("broke", session)
        world.clock.advance(seconds: 290)
        world.network.set(.refused(503), "GET", "/op/", times: 60)
        try await world.comeBack(from: url)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .expired)
    }

    @Test func `a session between two attempts leaves nothing behind either`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        _ = try await world.goToWallet(session)
        try await world.service.startOver(session)
        #expect(try await world.attempt(of: session)?.stage == .ended)
        await world.change(session, .cancel)
        try await world.wait(session, for: [.closed])
        #expect(world.network.count("POST", "/complete") == 1)
    }

    @Test(arguments: [true, false])
    func `a wallet that cannot be told for long is told later, and nobody waits for it`(isPaid: Bool) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        _ = world.sandbox.decide(try await world.goToWallet(session), isAllowed: true)
        world.network.set(.unreachable, "DELETE", "/continue/", times: 60)
        await #expect(throws: PaymentRefusal.walletUnreachable) { try await world.service.startOver(session) }
        try await world.wait(session, for: [.ended])
        #expect(try await world.attempt(of: session)?.heldGrants.count == 1)
        try await world.restart()
        if isPaid {
            try await world.comeBack(from: try await world.goToWallet("eve", session))
        } else {
            await world.change(session, .cancel)
        }
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == (isPaid ? .completed : .canceled))
        #expect(world.sandbox.books.approvals.isEmpty)
        #expect(world.paid(by: "alice") == 0)
    }

    @Test func `what a wallet could not be told it is told while the session is still open, too`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(lifetime: 86_400)
        _ = world.sandbox.decide(try await world.goToWallet(session), isAllowed: true)
        world.network.set(.unreachable, "DELETE", "/continue/", times: 30)
        await #expect(throws: PaymentRefusal.walletUnreachable) { try await world.service.startOver(session) }
        try await world.wait(session, for: [.ended])
        #expect(world.sandbox.books.approvals.count == 1)
        try await world.wait(until: { try await world.attempt(of: session)?.heldGrants.isEmpty == true })
        #expect(try await world.status(of: session) == .open)
        #expect(world.sandbox.books.approvals.isEmpty)
    }

    @Test func `a wallet is told of a session's end however long it cannot be reached`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        _ = world.sandbox.decide(try await world.goToWallet(session), isAllowed: true)
        world.network.set(.unreachable, "DELETE", "/continue/", times: 40)
        await world.change(session, .cancel)
        try await world.wait(session, for: [.closed])
        #expect(world.network.count("DELETE", "/continue/") == 41)
        #expect(world.sandbox.books.approvals.isEmpty)
    }

    @Test(arguments: [false, true])
    func `a wallet that never lets go of a grant is given up after thirty days, and not before`(
        isHeld: Bool
    ) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession(lifetime: 7200)
        _ = world.sandbox.decide(try await world.goToWallet(session), isAllowed: true)
        world.network.set(.unreachable, "DELETE", "/continue/", times: .max)
        if isHeld {
            await #expect(throws: PaymentRefusal.walletUnreachable) { try await world.service.startOver(session) }
            try await world.wait(session, for: [.ended])
        }
        await world.change(session, .cancel)
        try await world.pass(hours: 30 * 24 - 1, 3600)
        #expect(try await world.attempt(of: session)?.stage == (isHeld ? .ended : .closing))
        #expect(try await world.attempt(of: session)?.incoming?.isClosed == true)
        try await world.pass(hours: 3) { try await world.attempt(of: session)?.stage == .closed }
        #expect(try await world.attempt(of: session)?.stage == .closed)
        #expect(world.sandbox.books.approvals.count == 1)
        // Ever more rarely, and in the end by the hour.
        #expect(700..<1000 ~= world.network.count("DELETE", "/continue/"))
    }

    @Test func `money that arrives for a session that has ended is noted`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        _ = try await world.goToWallet(session)
        let incoming = try #require(try await world.attempt(of: session)?.incoming?.url)
        try await world.payElsewhere(incoming, by: "eve")
        await world.change(session, .cancel)
        try await world.wait(session, for: [.closed])
        #expect(try await world.attempt(of: session)?.outcome == .paidLate)
        #expect(try await world.attempt(of: session)?.received == 4998)
        #expect(try await world.status(of: session) == .canceled)
    }

    @Test func `money that arrives between two attempts is taken for what it is`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        _ = try await world.goToWallet(session)
        let incoming = try #require(try await world.attempt(of: session)?.incoming?.url)
        try await world.service.startOver(session)
        try await world.payElsewhere(incoming, by: "eve")
        try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 0)
        #expect(world.received == 4998)
    }

    @Test func `who only looks at prices may look at many`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        for wallet in ["eve", "yuki", "alice", "slow", "eve", "yuki", "alice"] {
            try await world.service.nameWallet("\(WalletNetwork.base)/\(wallet)", amount: nil, for: session)
            guard case .offered = try await world.stage(of: session) else {
                Issue.record("\(try await world.stage(of: session))")
                return
            }
            try await world.service.startOver(session)
        }
        #expect(try await world.attempt(of: session)?.number == 7)
        let url = try await world.goToWallet(session)
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.closed])
        #expect(try await world.status(of: session) == .completed)
    }

    @Test func `five approvals are asked for, and no more`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        for _ in 0..<5 {
            _ = try await world.goToWallet(session)
            try await world.service.startOver(session)
        }
        guard case .outOfAttempts = try await world.stage(of: session) else {
            Issue.record("\(try await world.stage(of: session))")
            return
        }
        await #expect(throws: PaymentRefusal.movedOn) {
            try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        }
        #expect(world.network.count("POST", "/op/incoming-payments") == 1)
    }

    @Test func `a wallet that does not let go is told so, and let go of a minute later`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        _ = try await world.goToWallet(session)
        world.network.set(.unreachable, "DELETE", "/continue/", times: 1000)
        await #expect(throws: PaymentRefusal.walletUnreachable) { try await world.service.startOver(session) }
        #expect(try await world.attempt(of: session)?.stage == .closing)
        try await world.wait(session, for: [.ended])
        #expect(try await world.status(of: session) == .open)
    }

    @Test func `without a wallet of the merchant's nobody can pay`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        try await world.engine.directory.submit(.updateMerchant(PaymentWorld.merchant, [.wallet(nil, .test)]))
        #expect(try await world.stage(of: session) == .notPayable)
        await #expect(throws: PaymentRefusal.movedOn) {
            try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
        }
        await #expect(throws: PaymentRefusal.unknownSession) {
            try await world.service.view(of: SessionID(partition: 0, stripe: 0, random: 0))
        }
    }
}
