/// What may be asked of a session.
package enum SessionCommand: Hashable, Sendable {
    /// Prepare a payment from this wallet, which the customer has named, and of this price where a donor chooses it.
    case prepare(customerWallet: String, amount: Int64? = nil)
    /// Prepared: the customer's wallet now waits for approval of this incoming payment.
    case awaitApproval(incomingPayment: String)
    /// The preparation failed, and nothing has moved.
    case abandonPreparation
    /// Declined, lapsed, or the customer starts over; the old attempt is dead already.
    case abandonApproval
    /// A genuine approval was claimed.
    case claimApproval
    /// The attempt failed, and it is certain that nothing moved.
    case abandonPayment
    /// Something has arrived in the merchant's wallet, not all.
    case recordPartialPayment(outgoingPayment: String?)
    /// The whole amount has arrived in the merchant's wallet.
    case complete(outgoingPayment: String?, subscription: String?)
    /// End the session: its time is up, or the merchant says so.
    case expire
    /// Call the session off: the merchant says so.
    case cancel
}
