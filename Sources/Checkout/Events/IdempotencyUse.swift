/// The first use of an idempotency key: which request it was, and what was answered.
package struct IdempotencyUse: Hashable, Sendable {
    /// What was answered.
    package enum Reply: Hashable, Sendable {
        /// The original bytes of this session, which was created by the same command.
        case session(SessionID)
        /// These bytes, a JSON object.
        case body([UInt8])
        /// What these bytes open to, a JSON object with a secret in it; sealing and opening is the business of others.
        case sealed([UInt8])
    }

    /// Identity of the key: a digest of merchant, mode and key.
    package let key: UInt128

    /// Fingerprint of the request: a digest of method, path and canonical body.
    package let request: UInt128

    /// The stripe that keeps the key, below ``Limits/stripes``.
    package let stripe: UInt16

    /// The reply's status, always a success: 200 to 299.
    package let status: UInt16

    /// The reply's body.
    package let reply: Reply

    /// A use whose reply was a success.
    package init(key: UInt128, request: UInt128, stripe: UInt16, status: UInt16, reply: Reply) {
        precondition(Int(stripe) < Limits.stripes, "a stripe is below 1024")
        precondition(200...299 ~= status, "only successes are remembered")
        self.key = key
        self.request = request
        self.stripe = stripe
        self.status = status
        self.reply = reply
    }
}
