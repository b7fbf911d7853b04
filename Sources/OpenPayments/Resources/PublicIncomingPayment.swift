import OutboundHTTP

/// What anybody may know of an incoming payment, without a token and for as long as it exists.
package struct PublicIncomingPayment: Hashable, Sendable {
    /// What has arrived; nil where the wallet does not tell everybody.
    package let receivedAmount: Amount?

    /// The URL to ask for grants at.
    package let authServer: String

    init(_ object: AnswerObject, policy: OutboundPolicy) throws(AnswerProblem) {
        receivedAmount = try object.optionalAmount("receivedAmount")
        authServer = try object.url("authServer", policy: policy).given
    }
}
