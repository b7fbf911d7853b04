/// A request whose work is no single record: what has come of it is remembered behind it, under its key.
///
/// When the server ends in between, the key is free, and whoever repeats the request has it done again.
package struct KeyedOperation: Sendable {
    /// The idempotency key, if one was sent.
    package let claim: IdempotencyClaim?

    /// Whether the request was understood; if not, only a replay or a conflict can come of it.
    package let isUnderstood: Bool

    /// Begins the work, which ends with the reply or with why there is none, on any thread.
    package let begin: @Sendable (@escaping @Sendable (Result<[UInt8], Unavailability>) -> Void) -> Void

    /// A request as the caller decoded it.
    package init(
        claim: IdempotencyClaim?,
        isUnderstood: Bool,
        begin: @escaping @Sendable (@escaping @Sendable (Result<[UInt8], Unavailability>) -> Void) -> Void
    ) {
        self.claim = claim
        self.isUnderstood = isUnderstood
        self.begin = begin
    }
}
