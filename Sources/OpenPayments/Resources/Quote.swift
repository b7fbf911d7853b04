package import Checkout
import OutboundHTTP

/// What a payment would cost its payer, until a certain moment; one payment can be made of it.
package struct Quote: Hashable, Sendable {
    /// Its URL, exactly as the wallet spells it.
    package let id: String

    /// The wallet address that would pay.
    package let walletAddress: String

    /// The incoming payment that would be paid.
    package let receiver: String

    /// What would arrive.
    package let receiveAmount: Amount

    /// What would leave the payer's wallet, all fees inside.
    package let debitAmount: Amount

    /// The last moment to use it; nil where the wallet does not say.
    package let expiresAt: Timestamp?

    init(_ object: AnswerObject, policy: OutboundPolicy) throws(AnswerProblem) {
        id = try object.url("id", policy: policy).given
        walletAddress = try object.string("walletAddress")
        receiver = try object.string("receiver")
        receiveAmount = try object.amount("receiveAmount")
        debitAmount = try object.amount("debitAmount")
        expiresAt = try object.optionalTime("expiresAt")
    }
}
