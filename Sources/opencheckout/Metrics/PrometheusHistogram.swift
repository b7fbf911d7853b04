import Metrics
import Synchronization

/// Durations in buckets that double from 50 microseconds to 26 seconds.
final class PrometheusHistogram: TimerHandler {
    /// How many buckets there are, the one without an end not counted.
    static let bucketCount = 20

    private static let firstNanoseconds: Int64 = 50_000

    // One more than there are buckets: what is longer than the last.
    private let buckets: [Bucket]
    private let total = Atomic<Int64>(0)

    /// A count; a class, since an atomic cannot stand in an array.
    private final class Bucket: Sendable {
        let count = Atomic<Int64>(0)
    }

    init() {
        buckets = (0...Self.bucketCount).map { _ in Bucket() }
    }

    func recordNanoseconds(_ duration: Int64) {
        let quotient = UInt64(clamping: max(0, duration - 1)) / UInt64(Self.firstNanoseconds)
        let index = min(Self.bucketCount, UInt64.bitWidth - quotient.leadingZeroBitCount)
        buckets[index].count.add(1, ordering: .relaxed)
        total.add(duration, ordering: .relaxed)
    }

    /// How many durations were recorded.
    var count: Int64 {
        buckets.reduce(0) { $0 + $1.count.load(ordering: .relaxed) }
    }

    /// The sum of all durations, in seconds.
    var sumSeconds: Double {
        Double(total.load(ordering: .relaxed)) / 1_000_000_000
    }

    /// The upper ends in seconds and how many durations are at or below each.
    var cumulative: [(upTo: Double, count: Int64)] {
        var sum: Int64 = 0
        return (0..<Self.bucketCount)
            .map { index in
                sum += buckets[index].count.load(ordering: .relaxed)
                return (Double(Self.firstNanoseconds << Int64(index)) / 1_000_000_000, sum)
            }
    }
}
