import Checkout
import CheckoutEngine

/// Charging, without wallets: each step is read, decided and taken as whoever charges would.
extension SimulationRun {
    /// Takes a step that follows on what was shown.
    func take(_ step: SubscriptionStep) {
        trace.note("    subscription \(step.subscription.text)")
        subscriptions.send(step)
        server.call("charge") { engine in
            do throws(SubscriptionRefusal) {
                return .subscriptionIsTaken(step, try await engine.advance(step))
            } catch {
                return .subscriptionIsRefused(step, error)
            }
        }
    }

    /// What came of a step that was not taken: time and others may have been faster, and nothing else.
    func receive(_ refusal: SubscriptionRefusal, of step: SubscriptionStep) throws {
        subscriptions.takeBack(step)
        guard case .rule(let violation, _) = refusal else { return }
        switch violation {
        case .canceled, .early, .late: break
        case .closed, .notCanceled, .paid, .unsettled, .payment, .partUnfit:
            throw Violation("a step of \(step.subscription.text) was wrong: \(violation)")
        }
    }

    /// Compares all subscriptions with what is known of them.
    func checkSubscriptions() throws {
        let sessions = payments.sessions
        shownSubscriptions = nil
        server.call("subscriptions") { engine in
            var shown: [SessionID: StoredSubscription] = [:]
            for id in sessions { shown[id] = try await engine.subscription(SubscriptionID(of: id)) }
            return .subscriptions(shown)
        }
        try settle()
        if let shownSubscriptions { try subscriptions.check(shownSubscriptions) }
    }
}

extension SessionPayment {
    /// Whether nothing is left to be done about it.
    var isOver: Bool { attempt?.stage == .closed }
}
