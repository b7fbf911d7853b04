/// How long payments may take at which step, and how much is done at once; each name ends in its unit.
enum FlowLimits {
    /// Time for which an incoming payment is asked for, unless its session ends before.
    static let incomingSeconds: Int64 = 1800

    /// What an incoming payment must have left when a price is agreed to or another attempt begins: a wallet's owner
    /// may take all the time there is.
    static let incomingMarginSeconds = consentSeconds + consentGraceSeconds

    /// Time for which a wallet's owner is waited for, unless the session ends before.
    static let consentSeconds: Int64 = 600

    /// How long after that time an approval is still taken.
    static let consentGraceSeconds: Int64 = 60

    /// How much later than by our clock a wallet's own clock may let a payment end.
    static let clockDifferenceSeconds: Int64 = 60

    /// Prices that are asked for one after the other until others have their turn.
    static let quotesAtOnce = 3

    /// Life of a quote whose wallet does not tell it.
    static let quoteSeconds: Int64 = 300

    /// What a quote must have left when it is paid.
    static let quoteMarginSeconds: Int64 = 5

    /// What a quote must have left when its price is agreed to, so that it still holds when the approval comes.
    static let consentQuoteSeconds: Int64 = 120

    /// How long an order to pay whose answer was lost may be on its way: until then no other takes its place.
    static let orderSettlesSeconds: Int64 = 30

    /// What a token must have left to be used without being traded for another.
    static let tokenMarginSeconds: Int64 = 60

    /// How long behind an incoming payment's end its receipt is still looked for.
    static let settlementMarginSeconds: Int64 = 3600

    /// How long a payment on its way is watched closely, since somebody looks at the page.
    static let watchedSeconds: Int64 = 60

    /// The same for a subscription's payment, which nobody looks at.
    static let renewalWatchedSeconds: Int64 = 7

    /// The longest wait within a step; longer ones are the engine's to remember.
    static let longestSleepSeconds: Int64 = 10

    /// How long an approval that may have been redeemed, or not, is tried to be redeemed again.
    static let redeemingSeconds: Int64 = 600

    /// How long another attempt waits for a wallet to let go of a grant that cannot have moved money.
    static let farewellSeconds: Int64 = 60

    /// Until a step that could not be logged, or a wallet that did not answer, is tried again.
    static let retrySeconds: Int64 = 5

    /// How long a server is left alone that asks for it, at most.
    static let longestPauseSeconds: Int64 = 60

    /// Between two looks at a payment that is no more watched: the first, and the most.
    static let unwatchedSeconds: ClosedRange<Int64> = 30...600

    /// Pages of a list of outgoing payments that are searched; each has ``listedPayments``.
    static let listedPages = 5

    /// Outgoing payments on one page.
    static let listedPayments = 50

    /// Steps of one payment until others have their turn.
    static let stepsAtOnce = 64

    /// Payments that are driven at the same time.
    static let drivesAtOnce = 256

    /// What a subscription's token must have left when a charge is prepared.
    static let renewalTokenSeconds: Int64 = 300

    /// How long behind a token's end wallets forget it.
    static let forgottenTokenSeconds: Int64 = 30 * 86_400

    /// How long a charge is prepared again where a wallet is out of order, until the attempt has failed; and how long
    /// behind a period's end its wallet is asked what has come.
    static let renewalPatienceSeconds: Int64 = 3600

    /// How long a wallet is asked to let go of a grant that nothing waits for, and the longest wait between two times.
    static let grantFarewellSeconds: Int64 = 30 * 86_400
    static let longestGrantWaitSeconds: Int64 = 3600

    /// Subscriptions that are driven at the same time.
    static let renewalsAtOnce = 32

    /// Sessions of which the service keeps in memory alone what its customers typed.
    static let notesCount = 10_000

    /// Time for which a wallet's document is believed.
    static let documentSeconds: Int64 = 300
}
