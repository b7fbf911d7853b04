import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// One subscription on its way from period to period: charges each once, keeps its grant alive, and gives it back.
///
/// Whatever it is begun with, it goes on from there; nothing of it is only in memory.
struct RenewalFlow: WalletFlow {
    let context: FlowContext
    let side: MerchantSide

    /// The subscription as of the last step.
    private(set) var current: StoredSubscription

    var isOrderFresh = false

    var quotesAsked = 0

    /// Whether this flow has looked whether the wallets are still what they were.
    var hasCheckedWallets = false

    init(_ current: StoredSubscription, _ side: MerchantSide, _ context: FlowContext) {
        self.current = current
        self.side = side
        self.context = context
    }

    var subscription: Subscription { current.subscription }

    var session: SessionID { current.session.id }

    var currentAttempt: PaymentAttempt? { subscription.charge }

    var isCanceled: Bool { subscription.status == .canceled }

    var latestEnd: Timestamp { subscription.period.end }

    // Each period has an incoming payment of its own for each attempt: what has arrived in part is asked for no more.
    var isPartiallyPaid: Bool { false }

    // Its period takes no other attempt then, and its token is to be kept alive.
    var waitsToTheEnd: Bool { false }

    // Nobody looks at a page.
    var watchedSeconds: Int64 { FlowLimits.renewalWatchedSeconds }

    // What arrives is bounded by the grant; what leaves for it follows the wallet's rates.
    var debitLimit: UInt64? { nil }

    func reference(_ attempt: PaymentAttempt) -> String {
        "\(current.id.text)_\(subscription.period.number)_\(attempt.number)"
    }

    /// Whether the wallet has not taken the last order, and the token was not traded since: it may have been revoked.
    private var isGrantInDoubt: Bool {
        guard let attempt = currentAttempt, attempt.outcome == .failed, let order = attempt.charge,
            let obtained = subscription.grant?.tokenObtainedAt
        else {
            return false
        }
        return order.outgoingPayment == nil && obtained < attempt.stageSince
    }

    /// The grant, for who knows that there is one.
    func grant() throws(FlowStop) -> StandingGrant {
        guard let grant = subscription.grant else { throw .movedOn }
        return grant
    }

    mutating func goOn() async throws(FlowStop) -> Bool {
        guard !subscription.isClosed else { return false }
        if let attempt = currentAttempt {
            switch attempt.stage {
            case .preparing: return try await prepare()
            case .charging: return try await charge()
            case .processing: return try await watch()
            case .closing: return try await finish()
            case .awaitingConsent, .continuing: throw .broken
            case .ended, .closed: break
            }
        }
        guard !isCanceled else { return try await giveBack() }
        if now >= subscription.period.end { return try await endPeriod() }
        let isDue = !subscription.isPeriodPaid && subscription.nextChargeAt.map { $0 <= now } ?? false
        if isDue, now <= subscription.period.chargeableThrough { return try await begin() }
        let grant = try grant()
        if grant.token.isRotating || isGrantInDoubt || now >= grant.rotationDueAt { return try await keepAlive() }
        // What came too late in its period waits for the next one.
        if isDue { context.engine.lookAgain(at: subscription.period.end, of: current.id) }
        return false
    }

    /// Logs what happens to the subscription; what it makes possible may be done from then on.
    mutating func take(_ command: SubscriptionCommand) async throws(FlowStop) {
        let step = SubscriptionStep(of: current.id, version: current.lastSequence, command)
        do throws(SubscriptionRefusal) {
            current = try await context.engine.advance(step)
        } catch {
            switch error {
            case .superseded(let there):
                current = there
                throw .movedOn
            case .unavailable: throw .unavailable
            case .unknown: throw .broken
            case .rule(.early, let there), .rule(.late, let there):
                current = there
                throw .movedOn
            case .rule(let violation, let there):
                current = there
                note(.critical, "a step of a subscription was wrong", ["error": "\(violation)"])
                throw .broken
            }
        }
    }

    mutating func advance(to next: PaymentAttempt) async throws(FlowStop) {
        try await take(.charge(next))
    }

    mutating func decide(_ outcome: AttemptOutcome, _ failure: AttemptFailure?) async throws(FlowStop) {
        var next = try attempt().moved(to: .closing, at: now)
        next.outcome = outcome
        next.failure = failure
        try await advance(to: next)
    }

    mutating func complete(_ next: PaymentAttempt) async throws(FlowStop) {
        var next = next
        next.outcome = .paid
        try await advance(to: next)
    }

    mutating func settlePartly() async throws(FlowStop) {
        note(.error, "a subscription's payment has arrived in part: the merchant has to settle it")
        try await decide(.partiallyPaid, .paymentFailed)
    }

    func lookAgain(in seconds: Int64) {
        context.engine.lookAgain(at: now + seconds, of: current.id)
    }

    func note(_ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata) {
        var all = metadata
        all["subscription"] = "\(current.id.text)"
        all["period"] = "\(subscription.period.number)"
        all["attempt"] = currentAttempt.map { "\($0.number)" }
        context.logger.log(level: level, message, metadata: all)
    }
}
