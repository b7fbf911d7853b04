import LoadGeneration

/// What one request of a kind costs at one size.
struct OperationCost: Codable, Equatable {
    /// How many were measured.
    var requests: Int

    /// The service's processor time for one, in microseconds.
    var cpuMicroseconds: Double

    /// Half of the replies came within this, in microseconds.
    var p50: Double

    /// 99 in a hundred came within this, in microseconds.
    var p99: Double

    /// Requests a second.
    var throughput: Double
}

extension OperationCost {
    /// Sums a measurement up.
    init(_ outcome: LoadOutcome, cpuSeconds: Double) {
        let latencies = outcome.tally.latencies
        requests = outcome.tally.requests
        cpuMicroseconds = cpuSeconds * 1e6 / Double(max(1, requests))
        p50 = latencies.microseconds(atPercentile: 50)
        p99 = latencies.microseconds(atPercentile: 99)
        throughput = Double(requests) / max(outcome.seconds, 0.001)
    }
}
