import Checkout
import CheckoutEngine
import PaymentFlows
import TestTools
import Testing

/// What customers do who want to pay.
extension PaymentWorld {
    /// The customer does all there is to do, as far as that comes.
    func play(_ session: SessionID) async {
        guard let url = try? await goToWallet("alice", session) else { return }
        guard (try? await comeBack(from: url)) != nil else { return }
        try? await wait(session, for: [.closed, .ended])
    }

    /// The customer comes back to the page until the session has ended.
    func payToTheEnd(_ session: SessionID) async throws {
        for _ in 0..<12 {
            switch try await stage(of: session) {
            case .open: try await service.nameWallet("\(WalletNetwork.base)/alice", amount: nil, for: session)
            case .offered(let offer): _ = try? await service.agree(to: offer.number, as: nil, of: session)
            case .awaitingApproval(_, let url): _ = try? await comeBackLate(from: url, session)
            case .preparing, .processing:
                try await wait(until: {
                    switch try await self.stage(of: session) {
                    case .preparing, .processing: false
                    case .notPayable, .open, .outOfAttempts, .offered, .awaitingApproval, .partiallyPaid, .completed,
                        .expired, .canceled:
                        true
                    }
                })
            case .completed, .expired, .canceled:
                // Who never got as far as an attempt has left nothing behind.
                if try await attempt(of: session) != nil { try await wait(session, for: [.closed]) }
                return
            case .notPayable, .outOfAttempts, .partiallyPaid: return
            }
        }
    }
}
