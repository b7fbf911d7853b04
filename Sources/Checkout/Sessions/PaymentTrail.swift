/// What a session's way through the wallets has left behind; most sessions never have one.
///
/// Immutable and shared: a copy of a session's state copies a reference.
final class PaymentTrail: Sendable {
    let customerWallet: String?
    let incomingPayment: String?
    let outgoingPayment: String?
    let subscription: String?

    /// A trail of these, or `nil` when there is nothing to keep.
    init?(customerWallet: String?, incomingPayment: String?, outgoingPayment: String?, subscription: String?) {
        guard customerWallet != nil || incomingPayment != nil || outgoingPayment != nil || subscription != nil else {
            return nil
        }
        self.customerWallet = customerWallet
        self.incomingPayment = incomingPayment
        self.outgoingPayment = outgoingPayment
        self.subscription = subscription
    }
}
