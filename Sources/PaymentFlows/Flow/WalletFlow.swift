import Checkout
import CheckoutEngine
import Logging
import OpenPayments

/// A payment on its way through the wallets, whatever it is for: looks at what is known, does the next thing, and logs
/// before it does.
///
/// The steps that all payments share are written against this. Who conforms says where a step is logged, what follows
/// from an outcome, and what lets the payment be ordered.
protocol WalletFlow {
    var context: FlowContext { get }
    var side: MerchantSide { get }

    /// The session that is paid, or that has made what is paid: secrets are sealed for it.
    var session: SessionID { get }

    /// The attempt; nil before the first.
    var currentAttempt: PaymentAttempt? { get }

    /// Whether the order to pay was logged by this very flow and not sent yet: then it needs no looking for.
    var isOrderFresh: Bool { get set }

    /// How many prices this flow has asked for behind the customer's approval.
    var quotesAsked: Int { get set }

    /// When there is no use in money any more.
    var latestEnd: Timestamp { get }

    /// Whether an order that brings nothing is waited for until then, since its customer could pay again meanwhile.
    var waitsToTheEnd: Bool { get }

    /// Whether a part has arrived before: a price is one for the rest then.
    var isPartiallyPaid: Bool { get }

    /// How long a payment on its way is watched closely.
    var watchedSeconds: Int64 { get }

    /// The most that may leave the customer's wallet; nil where what arrives is bounded instead.
    var debitLimit: UInt64? { get }

    /// The name of an attempt in wallets' records.
    func reference(_ attempt: PaymentAttempt) -> String

    /// Does the next thing; false where there is nothing to do now.
    mutating func goOn() async throws(FlowStop) -> Bool

    /// Logs the next step of the attempt; what it makes possible may be done from then on.
    mutating func advance(to next: PaymentAttempt) async throws(FlowStop)

    /// Decides the attempt; the wallets are told next.
    mutating func decide(_ outcome: AttemptOutcome, _ failure: AttemptFailure?) async throws(FlowStop)

    /// Takes in that everything has arrived: `next` is the attempt as it is then, but for its outcome.
    mutating func complete(_ next: PaymentAttempt) async throws(FlowStop)

    /// Notes that something has arrived, not all, and that nothing more is on its way.
    mutating func settlePartly() async throws(FlowStop)

    /// A token that can be used; nil if there is none.
    mutating func freshToken() async throws(FlowStop) -> SecretText?

    /// The wallet has refused the token: trades it for another, if that may be done now; false if it stays.
    mutating func replaceToken() async throws(FlowStop) -> Bool

    /// Has the engine tell of the payment again.
    func lookAgain(in seconds: Int64)

    /// Says something to operators, with no word that a wallet has sent.
    func note(_ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata)
}

extension WalletFlow {
    var now: Timestamp { context.engine.clock.now() }

    var client: OpenPaymentsClient { side.client }

    /// Takes it as far as it goes now, and has the engine tell of it again when there is more to do.
    mutating func drive() async {
        for _ in 0..<FlowLimits.stepsAtOnce where !Task.isCancelled {
            do throws(FlowStop) {
                guard try await goOn() else { return }
            } catch {
                switch error {
                case .movedOn: break
                case .unavailable: return lookAgain(in: FlowLimits.retrySeconds)
                case .broken: return lookAgain(in: FlowLimits.unwatchedSeconds.upperBound)
                }
            }
        }
        lookAgain(in: 1)
    }

    /// The attempt, for who knows that there is one.
    func attempt() throws(FlowStop) -> PaymentAttempt {
        guard let attempt = currentAttempt else { throw .movedOn }
        return attempt
    }

    /// What a call of a wallet comes to.
    func result<Value>(
        _ call: () async throws(OpenPaymentsProblem) -> Value
    ) async -> Result<Value, OpenPaymentsProblem> {
        do throws(OpenPaymentsProblem) { return .success(try await call()) } catch { return .failure(error) }
    }

    /// Waits; false if nothing is to be done any more.
    func sleep(_ duration: Duration) async -> Bool {
        do {
            try await context.clock.wait(for: duration)
            return true
        } catch {
            return false
        }
    }

    func note(_ level: Logger.Level, _ message: Logger.Message) {
        note(level, message, [:])
    }
}
