import Checkout
import CheckoutEngine

/// Paying, without wallets: each step is read, decided and taken as a driver would.
extension SimulationRun {
    /// Looks at the payment of a session, to take it a step further once it was shown.
    func pay(of order: Int, forward: Bool, steps: Int) {
        guard let session = session(of: order) else { return }
        payers[session.id] = steps > 1 ? (order, forward, steps - 1) : nil
        let callback = UInt128(machine.random.next()) << 64 | UInt128(machine.random.next())
        server.call("payment") { engine in
            guard let current = try await engine.payment(of: session.id) else { return .failed }
            let now = engine.clock.now()
            if let stored = try await engine.subscription(SubscriptionID(of: session.id)), current.isOver {
                return SubscriptionStory.step(after: stored, at: now, forward: forward)
                    .map { .subscriptionIsDue($0) } ?? .failed
            }
            let step = PaymentStory.step(after: current, at: now, callback: callback, forward: forward)
            return step.map { .paymentIsDue($0) } ?? .failed
        }
    }

    /// A step was taken, and whoever has more to take takes the next one.
    func goOnPaying(_ session: SessionID) {
        guard let payer = payers.removeValue(forKey: session) else { return }
        pay(of: payer.order, forward: payer.forward, steps: payer.steps)
    }

    /// Takes a step that follows on what was shown.
    func take(_ step: PaymentStep) {
        trace.note("    payment \(step.session.text) to \(step.attempt.stage)")
        payments.send(step)
        model.pay(step.session, at: seconds)
        server.call("step") { engine in
            do throws(StepRefusal) {
                return .paymentIsTaken(step, try await engine.advance(step))
            } catch {
                return .paymentIsRefused(step, error)
            }
        }
    }

    /// What came of a step that was not taken.
    func receive(_ refusal: StepRefusal, of step: PaymentStep) throws {
        if case .payment(let violation) = refusal { throw Violation("a step was wrong: \(violation)") }
        payments.takeBack(step)
    }

    /// Compares all payments with what is known of them.
    func checkPayments() throws {
        let sessions = payments.sessions
        shownPayments = nil
        server.call("payments") { engine in
            var shown: [SessionID: SessionPayment] = [:]
            for id in sessions { shown[id] = try await engine.payment(of: id) }
            return .payments(shown)
        }
        try settle()
        guard let shownPayments else { return }
        for id in sessions { try payments.check(id, shownPayments[id]) }
    }
}
