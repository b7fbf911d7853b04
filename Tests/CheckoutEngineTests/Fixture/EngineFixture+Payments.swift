import Checkout
import Cryptography
import Simulation
import Testing

@testable import CheckoutEngine

/// Payments without wallets.
extension EngineFixture {
    /// Has payments driven by a payer from now on.
    func payer() -> Payer {
        let payer = Payer()
        engine.drivePayments(through: payer)
        return payer
    }

    func payment(of id: SessionID) async throws -> SessionPayment {
        try #require(try await engine.payment(of: id))
    }

    /// The next step of a session's payment.
    func nextStep(of id: SessionID, forward: Bool = true) async throws -> PaymentStep {
        let current = try await payment(of: id)
        let random = engine.random.next128()
        let step = PaymentStory.step(after: current, at: engine.clock.now(), callback: random, forward: forward)
        return try #require(step)
    }

    /// Takes a session's payment a step further.
    @discardableResult
    func step(_ id: SessionID, forward: Bool = true) async throws -> SessionPayment {
        try await engine.advance(try await nextStep(of: id, forward: forward))
    }

    /// Why a step is not taken; nil if it is.
    func refusal(of step: PaymentStep) async -> StepRefusal? {
        do throws(StepRefusal) {
            _ = try await engine.advance(step)
            return nil
        } catch {
            return error
        }
    }

    /// Takes a session's payment to a stage, on the way that leads to money.
    @discardableResult
    func pay(_ id: SessionID, to stage: AttemptStage) async throws -> SessionPayment {
        var current = try await payment(of: id)
        while current.attempt?.stage != stage || current.attempt?.quote == nil { current = try await step(id) }
        return current
    }
}
