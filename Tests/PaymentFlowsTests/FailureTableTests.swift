import Checkout
import CheckoutEngine
import PaymentFlows
import SandboxWallet
import TestTools
import Testing

/// The failures of the table in Payments that a seed wallet shows, each by its wallet and its number.
@Suite(.timeLimit(.minutes(2))) struct FailureTableTests {
    /// How it ends to go to a wallet with a session.
    enum Ending: Sendable {
        /// The wallet cannot be asked, and no attempt begins.
        case unasked(AttemptFailure)
        /// The attempt fails before its wallet has an order.
        case unordered(AttemptFailure)
        /// The attempt fails, and nothing has moved.
        case unpaid(AttemptFailure)
        /// Half arrives.
        case partlyPaid
        /// One price is paid.
        case paid
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        let number: Int
        let wallet: String
        let ending: Ending
        var isAllowed = true

        var testDescription: String { "F\(number), /\(wallet)" }
    }

    static let failures: [Failure] = [
        Failure(number: 1, wallet: "ssrf", ending: .unasked(.walletUnsuitable)),
        Failure(number: 1, wallet: "redirect", ending: .unasked(.walletNotReached)),
        Failure(number: 1, wallet: "wrongid", ending: .unasked(.walletNotReached)),
        Failure(number: 1, wallet: "evilcontinue", ending: .unordered(.walletUnsuitable)),
        Failure(number: 2, wallet: "nobody", ending: .unasked(.walletNotReached)),
        Failure(number: 2, wallet: "bigdoc", ending: .unasked(.walletUnsuitable)),
        Failure(number: 6, wallet: "deny", ending: .unordered(.approvalLost), isAllowed: false),
        Failure(number: 9, wallet: "lostreply", ending: .unpaid(.approvalLost)),
        Failure(number: 12, wallet: "staleq", ending: .paid),
        Failure(number: 13, wallet: "nolist", ending: .paid),
        Failure(number: 14, wallet: "broke", ending: .unpaid(.paymentFailed)),
        Failure(number: 15, wallet: "partial", ending: .partlyPaid),
        Failure(number: 16, wallet: "capped", ending: .unpaid(.paymentFailed)),
        Failure(number: 17, wallet: "brief", ending: .paid),
        Failure(number: 18, wallet: "flaky", ending: .paid),
        Failure(number: 19, wallet: "limited", ending: .paid),
    ]

    @Test(arguments: failures)
    func `each failure ends as the table says, and one price at most is paid`(failure: Failure) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        try await visit(world, session, failure)
        switch failure.ending {
        case .unasked(let reason):
            #expect(try await world.attempt(of: session) == nil)
            try await expectOpen(world, session, reason)
        case .unordered(let reason):
            #expect(world.network.count("POST", "/op/outgoing-payments") == 0)
            try await expectOpen(world, session, reason)
        case .unpaid(let reason):
            #expect(world.received == 0)
            try await expectOpen(world, session, reason)
        case .partlyPaid:
            #expect(try await world.stage(of: session) == .partiallyPaid(wallet: url(of: failure.wallet)))
            #expect(world.received == 2499)
            return
        case .paid: #expect(try await world.status(of: session) == .completed)
        }
        if case .paid = failure.ending {} else { try await payAfterAll(world, session) }
        #expect(try await world.status(of: session) == .completed)
        #expect(world.received == 4998)
        let books = world.sandbox.books
        #expect(books.outgoing.count { $0.sent > 0 } == 1)
        #expect(books.approvals.isEmpty)
    }

    private func url(of wallet: String) -> String { "\(WalletNetwork.base)/\(wallet)" }

    private func visit(_ world: PaymentWorld, _ session: SessionID, _ failure: Failure) async throws {
        // Wallets that are out of order by turns may have to be asked once more.
        for _ in 0..<3 where try await world.status(of: session) == .open {
            try await world.service.nameWallet(url(of: failure.wallet), amount: nil, for: session)
            if case .unasked = failure.ending { return }
            guard case .offered(let offer) = try await world.stage(of: session) else { continue }
            let url = try? await world.service.agree(to: offer.number, as: nil, of: session)
            if let url { try await world.comeBack(from: url, isAllowed: failure.isAllowed) }
            if url != nil || failure.wallet == "evilcontinue" {
                return try await world.wait(session, for: [.closed, .ended])
            }
        }
    }

    private func expectOpen(_ world: PaymentWorld, _ session: SessionID, _ reason: AttemptFailure) async throws {
        guard case .open(let failed) = try await world.stage(of: session) else {
            Issue.record("the session is not open: \(try await world.stage(of: session))")
            return
        }
        #expect(failed?.reason == reason)
    }

    private func payAfterAll(_ world: PaymentWorld, _ session: SessionID) async throws {
        let url = try await world.goToWallet("alice", session)
        #expect(try await world.comeBack(from: url) == .approved(session))
        try await world.wait(session, for: [.closed])
    }
}
