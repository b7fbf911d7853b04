import Checkout
import CheckoutEngine
import PaymentFlows
import TestTools
import Testing

/// The process ends between any two steps: never more than one price is debited, and a session is completed exactly
/// when the merchant's wallet has the money. `PaymentSimulation` does the same by seeds, with all other faults.
@Suite(.timeLimit(.minutes(5))) struct CrashTests {
    /// Half steps of a payment: each call has one before it is sent, and one before its answer is back.
    private static let halfSteps = 1...26

    @Test(arguments: halfSteps)
    func `a process that is killed at any half step goes on, and pays once`(halfSteps: Int) async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        world.network.end(after: halfSteps) { world.end() }
        await play(world, session)
        try await world.start()
        try await payToTheEnd(world, session)
        #expect(try await world.status(of: session) == .completed)
        #expect(world.paid(by: "alice") == 4998)
        #expect(world.received == 4998)
        #expect(world.network.count("POST", "/op/incoming-payments") <= 2)
    }

    @Test func `the half steps are all of them`() async throws {
        let world = try await PaymentWorld()
        let session = try await world.createSession()
        await play(world, session)
        try await world.wait(session, for: [.closed])
        #expect(world.network.calls.count * 2 == Self.halfSteps.upperBound, "\(world.network.calls)")
    }

    /// The customer does all there is to do, as far as that comes.
    private func play(_ world: PaymentWorld, _ session: SessionID) async {
        guard let url = try? await world.goToWallet("alice", session) else { return }
        guard (try? await world.comeBack(from: url)) != nil else { return }
        try? await world.wait(session, for: [.closed, .ended])
    }

    /// The customer comes back to the page until the session has ended.
    private func payToTheEnd(_ world: PaymentWorld, _ session: SessionID) async throws {
        for _ in 0..<12 {
            switch try await world.stage(of: session) {
            case .open: try await world.service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
            case .offered(let offer): _ = try? await world.service.agree(to: offer.number, of: session)
            case .awaitingApproval(_, let url): _ = try? await world.comeBackLate(from: url, session)
            case .preparing, .processing:
                try await world.wait(until: {
                    switch try await world.stage(of: session) {
                    case .preparing, .processing: false
                    case .notPayable, .open, .outOfAttempts, .offered, .awaitingApproval, .partiallyPaid, .completed,
                        .expired, .canceled:
                        true
                    }
                })
            case .completed, .expired, .canceled:
                // Who never got as far as an attempt has left nothing behind.
                if try await world.attempt(of: session) != nil { try await world.wait(session, for: [.closed]) }
                return
            case .notPayable, .outOfAttempts, .partiallyPaid: return
            }
        }
    }
}
