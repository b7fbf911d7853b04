import Checkout

/// What came of a change.
enum ChangeResult: Sendable {
    /// Logged: the reply, and the event that remembers the key, if there was one.
    case recorded(sequence: UInt64, at: Timestamp, reply: [UInt8], use: IdempotencyUse?)

    /// Done, and as durable as it gets; that the key was used is still to be logged.
    case done(reply: [UInt8])

    /// Nothing was done; the outcome may be told once `after` is durable.
    case not(Outcome, after: UInt64)
}
