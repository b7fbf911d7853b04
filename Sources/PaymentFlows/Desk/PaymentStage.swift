package import Checkout

/// Where a session's payment stands, with all that the page needs to tell it.
///
/// Finer than the statuses that merchants see: an offer that waits for the customer is `preparing` to them, and a
/// session whose attempts are used up is `open`.
package enum PaymentStage: Hashable, Sendable {
    /// The merchant has set up no wallet, so nobody can pay.
    case notPayable

    /// Waits for the customer to name a wallet; `lastFailure` is how the attempt before ended, if there was one.
    case open(lastFailure: FailedAttempt?)

    /// The last attempt that a session may have has failed; the customer can only go back to the shop.
    case outOfAttempts(FailedAttempt)

    /// The wallet is being asked what it takes to pay.
    case preparing(wallet: String)

    /// The price at the wallet is known, and the customer has not agreed to it yet.
    case offered(PaymentOffer)

    /// The wallet waits for its owner's approval at the interaction URL.
    case awaitingApproval(PaymentOffer, interactionURL: String)

    /// The wallet has its owner's approval: money may be moving, and nobody may pay again.
    case processing(wallet: String)

    /// Something has arrived at the merchant's wallet, not all: the merchant has to settle it.
    case partiallyPaid(wallet: String)

    /// The merchant's wallet has the whole amount; `price` is what left the customer's, where that is known.
    case completed(at: Timestamp, wallet: String, price: WalletAmount? = nil)

    /// Time was up, or the merchant has ended the session.
    case expired

    /// The merchant has called the session off.
    case canceled
}
