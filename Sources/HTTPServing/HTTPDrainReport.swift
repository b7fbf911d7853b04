/// What a drain left behind.
package struct HTTPDrainReport: Sendable, Hashable {
    /// Exchanges that had no reply at the deadline, or whose reply had not left; their connections were cut.
    package var cutExchanges = 0

    /// Whether every request that had arrived got its reply.
    package var isComplete: Bool { cutExchanges == 0 }
}
