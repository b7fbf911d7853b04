import Checkout
import CheckoutEngine
import Cryptography
import Simulation

/// A merchant of a gallery, and what it does.
struct Shop: Sendable {
    let id: MerchantID
    let engine: Engine

    /// Its keys, as they open the dashboard.
    let testKey: String
    let liveKey: String

    /// Makes a session.
    @discardableResult
    func create(_ session: NewSession = Sample.sweater(), _ keyMode: KeyMode = .test) async throws -> SessionID {
        let request = CreateSession(merchant: id, keyMode: keyMode, claim: nil, newSession: session)
        let outcome = await withCheckedContinuation { continuation in
            engine.submit(request) { continuation.resume(returning: $0) }
        }
        guard case .done(let body) = outcome,
            let made = SessionID(parsing: body.dropFirst(7).prefix(SessionID.characters))
        else { throw Refused(outcome: outcome) }
        return made
    }

    /// Asks something of a session.
    func change(_ session: SessionID, _ command: SessionCommand, _ keyMode: KeyMode = .test) async throws {
        let request = ChangeSession(merchant: id, keyMode: keyMode, claim: nil, session: session, command: command)
        let outcome = await withCheckedContinuation { continuation in
            engine.submit(request) { continuation.resume(returning: $0) }
        }
        guard case .done = outcome else { throw Refused(outcome: outcome) }
    }

    /// Takes a session's payment to a stage on the way that leads to money, without any wallet.
    func pay(_ session: SessionID, to stage: AttemptStage) async throws {
        while let current = try await engine.payment(of: session) {
            if current.attempt?.stage == stage, current.attempt?.quote != nil { return }
            try await step(current, forward: true)
        }
    }

    /// Has a session's attempt to pay fail, so that it is open again.
    func fail(_ session: SessionID) async throws {
        try await pay(session, to: .awaitingConsent)
        while let current = try await engine.payment(of: session), current.session.state.status != .open {
            try await step(current, forward: false)
        }
    }

    /// Reports what came of telling the merchant's server of a session.
    func report(_ session: SessionID, _ report: DeliveryReport) async -> Bool {
        await withCheckedContinuation { continuation in
            engine.report(report, of: EventID(of: session)) { continuation.resume(returning: $0) }
        }
    }

    /// The status of a session.
    func status(of session: SessionID) async throws -> SessionStatus? {
        try await engine.payment(of: session)?.session.state.status
    }

    private func step(_ current: SessionPayment, forward: Bool) async throws {
        let step = PaymentStory.step(
            after: current,
            at: engine.clock.now(),
            callback: engine.random.next128(),
            forward: forward
        )
        if let step { _ = try await engine.advance(step) }
    }

    /// What the engine has said instead of doing it.
    struct Refused: Error {
        let outcome: Outcome
    }
}
