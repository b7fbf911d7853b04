/// A request under way, as far as its reply is judged by it.
struct Question {
    var operation: Operation

    /// The number in the idempotency key of a create or replay.
    var number: UInt64 = 0

    /// Whom a read or expire is about.
    var session = SessionReference()

    /// The body that a replay has to bring again.
    var firstBody: [UInt8] = []
}
