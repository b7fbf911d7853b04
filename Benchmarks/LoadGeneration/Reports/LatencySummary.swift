/// A distribution of latencies in the figures that are looked at first, in microseconds.
package struct LatencySummary: Codable, Equatable, Sendable {
    /// The arithmetic mean.
    package var mean: Double

    /// Half took at most this.
    package var p50: Double

    /// Nine in ten took at most this.
    package var p90: Double

    /// 99 in a hundred took at most this.
    package var p99: Double

    /// 999 in a thousand took at most this.
    package var p999: Double

    /// The longest.
    package var max: Double

    /// Sums a histogram up.
    package init(_ latencies: LatencyHistogram) {
        mean = latencies.meanMicroseconds
        p50 = latencies.microseconds(atPercentile: 50)
        p90 = latencies.microseconds(atPercentile: 90)
        p99 = latencies.microseconds(atPercentile: 99)
        p999 = latencies.microseconds(atPercentile: 99.9)
        max = latencies.longestMicroseconds
    }
}
