import OutboundHTTP

/// A payment that leaves a wallet, as that wallet tells its client.
///
/// That it exists means that the wallet took it, not that anything was paid: what counts is the receiver's
/// ``IncomingPayment/isPaidInFull``.
package struct OutgoingPayment: Hashable, Sendable {
    /// Its URL, exactly as the wallet spells it.
    package let id: String

    /// The wallet address that pays.
    package let walletAddress: String

    /// The quote that it was made of, if there was one.
    package let quoteID: String?

    /// The incoming payment that is paid.
    package let receiver: String

    /// Whether it ended without all of it being paid.
    package let isFailed: Bool

    /// What is to arrive.
    package let receiveAmount: Amount

    /// What is to leave the payer's wallet.
    package let debitAmount: Amount

    /// What has left the payer's wallet.
    package let sentAmount: Amount

    /// The texts that were said about it.
    package let metadata: [String: String]

    init(_ object: AnswerObject, policy: OutboundPolicy) throws(AnswerProblem) {
        id = try object.url("id", policy: policy).given
        walletAddress = try object.string("walletAddress")
        quoteID = try object.optionalString("quoteId")
        receiver = try object.string("receiver")
        isFailed = object.value("failed") == nil ? false : try object.boolean("failed")
        receiveAmount = try object.amount("receiveAmount")
        debitAmount = try object.amount("debitAmount")
        sentAmount = try object.amount("sentAmount")
        metadata = try object.texts("metadata")
    }
}
