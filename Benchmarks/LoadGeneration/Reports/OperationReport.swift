/// One operation's part of a run.
package struct OperationReport: Codable, Equatable, Sendable {
    /// Which.
    package var operation: Operation

    /// How many were asked for.
    package var requests: Int

    /// How many did not get the right reply.
    package var errors: Int

    /// Latencies of the right ones.
    package var latency: LatencySummary
}

extension OperationReport {
    /// Sums a tally up.
    init(_ operation: Operation, _ tally: OperationTally) {
        self.init(
            operation: operation,
            requests: tally.requests,
            errors: tally.errors,
            latency: LatencySummary(tally.latencies)
        )
    }
}
