/// How an attempt to pay ended; no money has moved.
package struct FailedAttempt: Hashable, Sendable {
    /// What the page says of it: one case a sentence.
    package enum Reason: Hashable, Sendable, CaseIterable {
        /// The address leads to no wallet that answers, or to one that may not be asked.
        case walletNotReached

        /// The wallet cannot make payments of this kind.
        case walletUnsuitable

        /// The wallet answered with errors of its own, several times.
        case walletFailing

        /// The wallet makes no payment of this amount, or knows no rate between the currencies.
        case amountRefused

        /// The merchant's wallet takes no payment now, which is not the customer's doing.
        case merchantWalletFailing

        /// The customer has said no at the wallet.
        case declined

        /// The wallet's approval did not come in time, or came and could not be redeemed.
        case approvalLost

        /// The price at the wallet went up between approval and payment.
        case priceRisen

        /// The wallet took the order and did not pay; mostly it has not enough.
        case paymentFailed
    }

    /// Why.
    package var reason: Reason

    /// The wallet as the customer named it.
    package var wallet: String

    /// A failed attempt of these parts.
    package init(reason: Reason, wallet: String) {
        self.reason = reason
        self.wallet = wallet
    }
}
