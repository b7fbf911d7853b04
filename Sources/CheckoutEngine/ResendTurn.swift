/// What a shard has done in one turn of sending a merchant's failed events again.
struct ResendTurn: Sendable {
    /// How many events are sent again.
    var resent = 0

    /// The record behind which that is so; 0 for none.
    var sequence: UInt64 = 0

    /// The place of the next event to be looked at; nil behind the last one.
    var next: UInt64?
}
