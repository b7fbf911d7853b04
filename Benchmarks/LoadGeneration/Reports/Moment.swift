/// One second of a run.
package struct Moment: Codable, Equatable, Sendable {
    /// Counted from 0.
    package var second: Int

    /// Requests that ended in it, by the second.
    package var throughput: Double

    /// Those that did not get the right reply.
    package var errors: Int

    /// The median of its latencies in microseconds.
    package var p50: Double

    /// The 99th percentile of its latencies in microseconds.
    package var p99: Double

    /// What the service held at its end, where that can be known.
    package var residentBytes: Int?

    /// Sums a slice up.
    package init(_ slice: Slice, residentBytes: Int?) {
        second = slice.second
        throughput = Double(slice.tally.requests) / max(slice.seconds, 0.001)
        errors = slice.tally.errors
        let latencies = slice.tally.latencies
        p50 = latencies.microseconds(atPercentile: 50)
        p99 = latencies.microseconds(atPercentile: 99)
        self.residentBytes = residentBytes
    }
}
