/// What a grant is about; the spelling is the protocol's.
package enum AccessType: String, Hashable, Sendable {
    /// Money that comes in at a wallet.
    case incomingPayment = "incoming-payment"
    /// What a payment would cost.
    case quote
    /// Money that goes out of a wallet.
    case outgoingPayment = "outgoing-payment"
}
