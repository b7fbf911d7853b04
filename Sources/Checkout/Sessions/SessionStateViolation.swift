/// Something about a session's state that cannot be, one case a rule.
///
/// Met only by damage or a mistake of ours: recovery refuses to start and says ``description``.
package enum SessionStateViolation: Error, Hashable, Sendable, CustomStringConvertible {
    /// A final session does not say when it ended.
    case endMissing(SessionStatus)
    /// A session that is not final says when it ended.
    case endedBeforeEnd(SessionStatus)
    /// The payment status does not fit the status.
    case paymentStatusUnfit(PaymentStatus, SessionStatus)
    /// A session on its way through the wallets has no amount.
    case amountMissing(SessionStatus)
    /// The amount is out of range.
    case amountOutOfRange(Int64)
    /// A session that a customer is paying does not say from which wallet.
    case customerWalletMissing(SessionStatus)
    /// An open session says which wallet pays.
    case customerWalletUnfit
    /// A session that waits for approval or money does not say for which incoming payment.
    case incomingPaymentMissing(SessionStatus)
    /// A session says which payment has left the customer's wallet, though none can have.
    case outgoingPaymentUnfit(SessionStatus)
    /// A session that is not completed has made a subscription.
    case subscriptionUnfit(SessionStatus)

    /// The violation in words, for operators.
    package var description: String {
        switch self {
        case .endMissing(let status): "the session is \(status.text) but has no time of its end"
        case .endedBeforeEnd(let status): "the session is \(status.text) but has a time of its end"
        case .paymentStatusUnfit(let payment, let status): "the session is \(status.text) but \(payment.text)"
        case .amountMissing(let status): "the session is \(status.text) but has no amount"
        case .amountOutOfRange(let amount): "the session's amount \(amount) is out of range"
        case .customerWalletMissing(let status): "the session is \(status.text) but names no customer's wallet"
        case .customerWalletUnfit: "the session is open but names a customer's wallet"
        case .incomingPaymentMissing(let status): "the session is \(status.text) but names no incoming payment"
        case .outgoingPaymentUnfit(let status): "the session is \(status.text) but names an outgoing payment"
        case .subscriptionUnfit(let status): "the session is \(status.text) but names a subscription"
        }
    }
}
