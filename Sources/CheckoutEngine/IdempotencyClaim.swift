import Checkout

/// A merchant's `Idempotency-Key` on one request, reduced to two hashes under the server's key.
package struct IdempotencyClaim: Sendable {
    /// Hash of merchant, mode and key: which key it is.
    ///
    /// Its low ten bits are its stripe.
    package let identity: UInt128

    /// Hash of method, path and body as parsed: what was asked.
    package let fingerprint: UInt128

    /// A claim from its two hashes.
    package init(identity: UInt128, fingerprint: UInt128) {
        self.identity = identity
        self.fingerprint = fingerprint
    }

    /// The first use of the key, as it is logged with what it was answered.
    func use(status: UInt16, reply: IdempotencyUse.Reply) -> IdempotencyUse {
        IdempotencyUse(
            key: identity,
            request: fingerprint,
            stripe: UInt16(ShardRouter.stripe(ofIdentity: identity)),
            status: status,
            reply: reply
        )
    }
}
