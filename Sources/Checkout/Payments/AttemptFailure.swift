/// Why an attempt to pay came to nothing: what its customer is told of it, one case a sentence.
package enum AttemptFailure: UInt8, Error, Hashable, Sendable, CaseIterable {
    /// The address leads to no wallet that answers, or to one that may not be asked.
    case walletNotReached
    /// The wallet cannot make payments of this kind.
    case walletUnsuitable
    /// The wallet answered with errors of its own, or with what contradicts the question.
    case walletFailing
    /// The wallet makes no payment of this amount, or knows no rate between the currencies.
    case amountRefused
    /// The merchant's wallet takes no payment now, which is not the customer's doing.
    case merchantWalletFailing
    /// The customer has said no at the wallet.
    case declined
    /// The approval did not come in time, or came and could not be redeemed.
    case approvalLost
    /// The price at the wallet went up between approval and payment.
    case priceRisen
    /// The wallet took the order and did not pay; mostly it has not enough.
    case paymentFailed

    /// The failure as it stands in JSON.
    package var text: StaticString {
        switch self {
        case .walletNotReached: "wallet_not_reached"
        case .walletUnsuitable: "wallet_unsuitable"
        case .walletFailing: "wallet_failing"
        case .amountRefused: "amount_refused"
        case .merchantWalletFailing: "merchant_wallet_failing"
        case .declined: "declined"
        case .approvalLost: "approval_lost"
        case .priceRisen: "price_risen"
        case .paymentFailed: "payment_failed"
        }
    }

    /// Reads a failure as it stands in JSON, exactly.
    package init?(parsing text: String) {
        guard let failure = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = failure
    }
}
