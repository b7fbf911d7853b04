/// What has happened to a session.
package enum SessionEvent: Hashable, Sendable {
    /// The customer has named a wallet, and a donor the whole price.
    case preparationStarted(customerWallet: String, amount: Int64? = nil)
    /// The wallet waits for the customer.
    case approvalRequested(incomingPayment: String)
    /// An attempt ended, nothing has moved, and another may begin.
    case reopened
    /// A genuine approval was claimed.
    case approvalClaimed
    /// Something has arrived, not all.
    case partiallyPaid(outgoingPayment: String?)
    /// The whole amount has arrived.
    case completed(outgoingPayment: String?, subscription: String?)
    /// Time was up, or the merchant has ended the session.
    case expired
    /// The merchant has called the session off.
    case canceled

    /// Whether the session is final behind it.
    package var isFinal: Bool {
        switch self {
        case .completed, .expired, .canceled: true
        case .preparationStarted, .approvalRequested, .reopened, .approvalClaimed, .partiallyPaid: false
        }
    }
}
