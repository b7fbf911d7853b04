/// A grant that waits for the customer's consent at the wallet.
package struct PendingGrant: Hashable, Sendable {
    /// Where the customer's browser goes, as the server spells it.
    package let redirect: String

    /// Scheme, host and port of `redirect`, for a page's `form-action`.
    package let redirectOrigin: String

    /// The server's nonce, which goes into the hash.
    package let serverNonce: String

    /// How to continue and to cancel the grant.
    package let continuation: Continuation

    /// How many seconds from the answer on the grant must not be continued.
    package let waitSeconds: Int64
}
