import Histogram

/// Latencies counted to three digits, from half a microsecond to an hour.
package struct LatencyHistogram: Sendable {
    private var histogram = Histogram<UInt64>(
        lowestDiscernibleValue: 512,
        highestTrackableValue: Limits.longestLatencyNanoseconds,
        numberOfSignificantValueDigits: .three
    )

    /// Nothing yet.
    package init() {}

    /// Latencies counted.
    package var count: Int { Int(histogram.totalCount) }

    /// Counts a latency; longer ones than an hour as an hour.
    mutating func record(nanoseconds: Int64) {
        histogram.record(min(UInt64(max(0, nanoseconds)), Limits.longestLatencyNanoseconds))
    }

    /// Counts another's latencies too.
    mutating func add(_ other: LatencyHistogram) {
        histogram.add(other.histogram)
    }

    /// So many of a hundred latencies were at most so many microseconds; 0 when none were counted.
    package func microseconds(atPercentile percentile: Double) -> Double {
        Double(histogram.valueAtPercentile(percentile)) / 1000
    }

    /// The longest in microseconds.
    package var longestMicroseconds: Double { Double(histogram.maxRecorded) / 1000 }

    /// The mean in microseconds.
    package var meanMicroseconds: Double { histogram.mean / 1000 }
}
