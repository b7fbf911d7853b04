package import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// What customers ask for on the page.
extension PaymentService: PaymentDesk {
    /// Takes the customer's wallet and prepares a payment from it.
    package func nameWallet(
        _ wallet: String,
        amount: Int64?,
        for session: SessionID
    ) async throws(PaymentRefusal) {
        try await goingOn(session) { (payment) async throws(PaymentRefusal) in
            try await self.begin(wallet, amount, payment)
        }
    }

    /// What is wrong with a wallet as it was typed, asking nobody.
    package func problem(
        withWallet wallet: String,
        for session: SessionID
    ) async throws(PaymentRefusal) -> PaymentRefusal? {
        guard let side = context.side(of: try await find(session).session) else { return nil }
        do throws(PaymentRefusal) {
            _ = try Self.address(of: wallet, side)
            return nil
        } catch {
            return error
        }
    }

    /// Asks the customer's wallet for approval of an offer.
    package func agree(
        to offer: PaymentOffer.Number,
        as agreement: String?,
        of session: SessionID
    ) async throws(PaymentRefusal) -> String {
        try await goingOn(session) { (payment) async throws(PaymentRefusal) in
            try await self.askConsent(to: offer, as: agreement, payment)
        }
    }

    /// Ends the live attempt, if money cannot have moved.
    package func startOver(_ session: SessionID) async throws(PaymentRefusal) {
        // A payment on its way is watched for a minute by who drives it: nobody is to wait for that.
        let payment = try await find(session)
        guard payment.attempt?.stage.isStoppable ?? true else { throw .movedOn }
        try await goingOn(session) { (payment) async throws(PaymentRefusal) in
            try await self.abandon(payment)
        }
    }

    /// Ends the live attempt, and prepares another from the same wallet.
    package func tryAgain(
        insteadOf offer: PaymentOffer.Number,
        of session: SessionID
    ) async throws(PaymentRefusal) {
        try await goingOn(session) { (payment) async throws(PaymentRefusal) in
            // What comes a second time finds another offer, or none.
            guard let attempt = payment.attempt, attempt.stage == .awaitingConsent, attempt.offers == offer.value,
                let contents = SessionContents(of: payment.session)
            else {
                throw .movedOn
            }
            try await self.abandon(payment)
            let again = try await self.find(session)
            try await self.begin(attempt.customer.address, contents.order.chosenAmount, again)
        }
    }

    /// Takes what a wallet's answer in the customer's browser says.
    package func finish(callbackToken: String, query: String) async throws(PaymentRefusal) -> WalletReturn {
        guard let token = CallbackToken(parsing: callbackToken.utf8) else { return .unrecognized }
        let found: SessionPayment?
        do throws(Unavailability) { found = try await context.engine.payment(at: token) } catch {
            throw PaymentRefusal(error)
        }
        guard let found, let attempt = found.attempt else { return .unrecognized }
        let session = found.session.id
        guard let consent = attempt.consent, consent.callback == token, let answer = consent.answer else {
            // An attempt that is over: its secrets are gone, and nothing can come of it.
            return attempt.outcome == .paid ? .approved(session) : .undecided(session)
        }
        switch InteractionCallback(query: query) {
        case .malformed, .notApproved(.undecided), .notApproved(.invalid), .notApproved(.other):
            return .undecided(session)
        case .notApproved(.rejected):
            return .seeminglyDeclined(session)
        case .approved(let hash, let interactRef):
            let proof = InteractionHash(
                clientNonce: consent.clientNonce,
                serverNonce: answer.serverNonce,
                interactRef: interactRef,
                grantEndpoint: consent.grantURL
            )
            guard proof.matches(hash) else {
                context.logger.warning("a call-back with a wrong hash", metadata: ["session": "\(session.text)"])
                return .unrecognized
            }
            return try await claim(found, attempt, interactRef)
        }
    }

    /// Claims an approval: of many who bring it one does, and all are led to the same page.
    private func claim(
        _ payment: SessionPayment,
        _ attempt: PaymentAttempt,
        _ interactRef: String
    ) async throws(PaymentRefusal) -> WalletReturn {
        let session = payment.session.id
        switch attempt.stage {
        case .awaitingConsent: break
        case .continuing, .charging, .processing: return .approved(session)
        case .preparing, .closing, .ended, .closed:
            return attempt.outcome == .paid ? .approved(session) : .undecided(session)
        }
        var next = attempt.moved(to: .continuing, at: context.engine.clock.now())
        next.interactionReference = interactRef
        let commands: [SessionCommand] =
            payment.session.state.paymentStatus == .partiallyPaid ? [] : [.claimApproval]
        let step = PaymentStep(of: session, version: payment.version, to: next, commands: commands)
        do throws(StepRefusal) {
            _ = try await context.engine.advance(step)
            drive(session)
            return .approved(session)
        } catch {
            switch error {
            case .superseded(let there):
                return there.attempt?.interactionReference == interactRef ? .approved(session) : .undecided(session)
            case .session: return .undecided(session)
            case .unknownSession: return .unrecognized
            case .unavailable(let reason): throw PaymentRefusal(reason)
            case .payment(let violation):
                context.logger.critical("a step of a payment was wrong", metadata: ["error": "\(violation)"])
                return .undecided(session)
            }
        }
    }

    /// A session and its payment.
    func find(_ session: SessionID) async throws(PaymentRefusal) -> SessionPayment {
        let found: SessionPayment?
        do throws(Unavailability) { found = try await context.engine.payment(of: session) } catch {
            throw PaymentRefusal(error)
        }
        guard let found else { throw .unknownSession }
        return found
    }

    /// Does something for a session when it is its turn, and to the end even if the caller goes.
    private func goingOn<Value: Sendable>(
        _ session: SessionID,
        _ work: @escaping @Sendable (SessionPayment) async throws(PaymentRefusal) -> Value
    ) async throws(PaymentRefusal) -> Value {
        let task = Task(executorPreference: context.executor) {
            await self.locks.withLock(on: session) { () async -> Result<Value, PaymentRefusal> in
                do throws(PaymentRefusal) {
                    return .success(try await work(try await self.find(session)))
                } catch {
                    return .failure(error)
                }
            }
        }
        return try await task.value.get()
    }
}

extension PaymentRefusal {
    /// Nothing can be done now.
    init(_ reason: Unavailability) {
        switch reason {
        case .storage, .memoryFull, .idempotencyFull: self = .unavailable(retryAfterSeconds: 10)
        case .overloaded: self = .unavailable(retryAfterSeconds: 1)
        }
    }

    /// A payment was not driven on.
    init(_ stop: FlowStop) {
        switch stop {
        case .movedOn: self = .movedOn
        case .unavailable, .broken: self = .unavailable(retryAfterSeconds: 10)
        }
    }
}

extension AttemptStage {
    /// Whether the customer may still start over.
    fileprivate var isStoppable: Bool {
        switch self {
        case .preparing, .awaitingConsent, .closing, .ended: true
        case .continuing, .charging, .processing, .closed: false
        }
    }
}
