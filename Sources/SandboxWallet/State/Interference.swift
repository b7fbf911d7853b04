/// What a wallet's manner or a fault rule does to one call.
enum Interference: Sendable, Hashable {
    /// Nothing.
    case none
    /// Answers at once, and does nothing.
    case refuse(status: Int)
    /// Says to come again in a second, and does nothing.
    case limit
    /// Drops the connection, and does nothing.
    case drop
    /// Does the work, and answers with another status.
    case fail(status: Int)
    /// Does the work, and drops the connection if that went well.
    case lose
    /// Does the work; of the calls that go well it drops the first one's connection, the third's, and so on.
    case loseByTurns
}
