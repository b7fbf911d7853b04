import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// One session's payment on its way: looks at what is known, does the next thing, and logs before it does.
///
/// Whatever it is begun with, it goes on from there; nothing of it is only in memory.
struct PaymentFlow: WalletFlow {
    let context: FlowContext
    let side: MerchantSide

    /// The session and its payment as of the last step.
    private(set) var current: SessionPayment

    var isOrderFresh = false

    /// Whether this flow has traded the token once: one that is refused again has another fault.
    var hasRotated = false

    var quotesAsked = 0

    init(_ current: SessionPayment, _ side: MerchantSide, _ context: FlowContext) {
        self.current = current
        self.side = side
        self.context = context
    }

    var session: SessionID { current.session.id }

    var status: SessionStatus { current.session.state.status }

    var isPartiallyPaid: Bool { current.session.state.paymentStatus == .partiallyPaid }

    var currentAttempt: PaymentAttempt? { current.attempt }

    var latestEnd: Timestamp { current.session.state.expiresAt }

    var waitsToTheEnd: Bool { true }

    var watchedSeconds: Int64 { FlowLimits.watchedSeconds }

    var debitLimit: UInt64? { current.attempt?.consent?.debitLimit }

    func reference(_ attempt: PaymentAttempt) -> String {
        "\(session.text)_\(attempt.number)"
    }

    mutating func goOn() async throws(FlowStop) -> Bool {
        guard let attempt = current.attempt else { return false }
        switch attempt.stage {
        case .preparing where status.isFinal, .awaitingConsent where status.isFinal:
            try await decide(.sessionEnded, nil)
            return true
        case .preparing: return try await goOnPreparing()
        case .awaitingConsent: return try await waitForConsent()
        case .continuing: return try await redeem()
        case .charging: return try await charge()
        case .processing: return try await watch()
        case .closing: return try await sayFarewell()
        case .ended: return try await rest()
        case .closed: return false
        }
    }

    mutating func advance(to next: PaymentAttempt) async throws(FlowStop) {
        try await advance(to: next, [])
    }

    /// Logs the next step, what happens to the session with it, and the subscription that this begins.
    mutating func advance(
        to next: PaymentAttempt,
        _ commands: [SessionCommand],
        _ subscription: NewSubscription? = nil
    ) async throws(FlowStop) {
        let step = PaymentStep(
            of: session,
            version: current.version,
            to: next,
            commands: commands,
            subscription: subscription
        )
        do throws(StepRefusal) {
            current = try await context.engine.advance(step)
        } catch {
            switch error {
            case .superseded(let there), .session(_, let there):
                current = there
                throw .movedOn
            case .unavailable: throw .unavailable
            case .unknownSession: throw .broken
            case .payment(let violation):
                note(.critical, "a step of a payment was wrong", ["error": "\(violation)"])
                throw .broken
            }
        }
    }

    mutating func decide(_ outcome: AttemptOutcome, _ failure: AttemptFailure?) async throws(FlowStop) {
        try await decide(outcome, failure, [])
    }

    /// Decides the attempt, and what happens to the session with it.
    mutating func decide(
        _ outcome: AttemptOutcome,
        _ failure: AttemptFailure?,
        _ commands: [SessionCommand]
    ) async throws(FlowStop) {
        var next = try attempt().moved(to: .closing, at: now)
        next.outcome = outcome
        next.failure = failure
        try await advance(to: next, commands)
    }

    /// Ends an attempt that has left nothing at any wallet but the incoming payment, and opens the session again.
    mutating func abandonPreparation(
        _ outcome: AttemptOutcome,
        _ failure: AttemptFailure? = nil
    ) async throws(FlowStop) {
        guard !status.isFinal else { return try await decide(.sessionEnded, nil) }
        var next = try attempt().moved(to: .ended, at: now)
        next.outcome = outcome
        next.failure = failure
        try await advance(to: next, isPartiallyPaid ? [] : [.abandonPreparation])
    }

    func lookAgain(in seconds: Int64) {
        context.engine.lookAgain(at: now + seconds, of: session)
    }

    func note(_ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata) {
        var all = metadata
        all["session"] = "\(session.text)"
        all["attempt"] = current.attempt.map { "\($0.number)" }
        context.logger.log(level: level, message, metadata: all)
    }
}
