import Glibc

/// A point of the latency curve: so many of a hundred requests took at most so long.
package struct CurvePoint: Codable, Equatable, Sendable {
    /// From 0 to below 100.
    package var percentile: Double

    /// The latency.
    package var microseconds: Double

    /// The curve of a histogram, in even steps of the logarithm of what is left to a hundred: ten a decade, up to the
    /// last that at least one request lies beyond.
    package static func curve(of latencies: LatencyHistogram) -> [CurvePoint] {
        guard latencies.count > 0 else { return [] }
        return (0...70)
            .map { pow(10, -Double($0) / 10) }
            .prefix { $0 * Double(latencies.count) >= 1 }
            .map { rest in
                let percentile = (1 - rest) * 100
                return CurvePoint(
                    percentile: percentile,
                    microseconds: latencies.microseconds(atPercentile: percentile)
                )
            }
    }
}
