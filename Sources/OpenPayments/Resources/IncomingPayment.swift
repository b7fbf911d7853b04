package import Checkout
import OutboundHTTP

/// Money that is to come in at a wallet, as that wallet tells its client.
package struct IncomingPayment: Hashable, Sendable {
    /// Its URL, exactly as the wallet spells it: limits and quotes name it so.
    package let id: String

    /// The wallet address that receives.
    package let walletAddress: String

    /// Whether nothing more may arrive: all has, or somebody closed it.
    package let isCompleted: Bool

    /// The most that may arrive, if there is a bound.
    package let incomingAmount: Amount?

    /// What has arrived.
    package let receivedAmount: Amount

    /// The end of all payments to it, if there is one.
    package let expiresAt: Timestamp?

    /// The texts that were said about it.
    package let metadata: [String: String]

    /// Whether all that was asked for has arrived.
    ///
    /// `isCompleted` alone does not say so: a payment that was closed early is completed too.
    package var isPaidInFull: Bool {
        incomingAmount.map { receivedAmount.covers($0) } ?? false
    }

    init(_ object: AnswerObject, policy: OutboundPolicy) throws(AnswerProblem) {
        id = try object.url("id", policy: policy).given
        walletAddress = try object.string("walletAddress")
        isCompleted = try object.boolean("completed")
        incomingAmount = try object.optionalAmount("incomingAmount")
        receivedAmount = try object.amount("receivedAmount")
        expiresAt = try object.optionalTime("expiresAt")
        metadata = try object.texts("metadata")
    }
}
