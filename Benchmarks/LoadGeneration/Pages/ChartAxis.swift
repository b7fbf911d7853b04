import Glibc

/// One direction of a chart: which values it shows, where, and where it is marked.
package struct ChartAxis {
    /// How values become places.
    enum Scale {
        /// Evenly.
        case linear

        /// By their logarithm; values are positive.
        case logarithmic

        /// By the logarithm of what is left to a hundred, so that 90, 99 and 99.9 stand equally far apart.
        case percentile
    }

    /// A marked value.
    struct Tick: Equatable {
        let value: Double
        let label: String
    }

    let label: String
    let scale: Scale
    let range: ClosedRange<Double>
    let ticks: [Tick]

    /// Where a value is, from 0 at the lower end to 1 at the upper; values beyond the ends are at the ends.
    func place(of value: Double) -> Double {
        let (low, high) = (mapped(range.lowerBound), mapped(range.upperBound))
        return min(1, max(0, (mapped(value) - low) / (high - low)))
    }

    private func mapped(_ value: Double) -> Double {
        switch scale {
        case .linear: value
        case .logarithmic: log10(max(value, .leastNormalMagnitude))
        case .percentile: -log10(max(1 - value / 100, 1e-12))
        }
    }
}

extension ChartAxis {
    /// From 0 to a round value above the largest, with four to six marks.
    package static func linear(_ label: String, upTo largest: Double, words: (Double) -> String) -> ChartAxis {
        let top = largest > 0 ? largest : 1
        let raw = top / 5
        let power = pow(10, floor(log10(raw)))
        let step = [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= raw * 0.999 } ?? raw
        let count = Int((top / step).rounded(.up))
        let ticks = (0...count).map { Tick(value: Double($0) * step, label: words(Double($0) * step)) }
        return ChartAxis(label: label, scale: .linear, range: 0...Double(count) * step, ticks: ticks)
    }

    /// From a round value below the smallest to one above the largest, marked at 1, 2 and 5 of each decade, or at 1
    /// alone where there are many decades.
    package static func logarithmic(_ label: String, over values: [Double], words: (Double) -> String) -> ChartAxis {
        let positive = values.filter { $0 > 0 }
        let smallest = positive.min() ?? 1
        let largest = max(positive.max() ?? 10, smallest * 1.01)
        let decades = Int(floor(log10(smallest)))...Int(ceil(log10(largest)))
        let round = decades.flatMap { decade in [1.0, 2, 5].map { $0 * pow(10, Double(decade)) } }
        let low = round.last { $0 <= smallest } ?? smallest
        let high = round.first { $0 >= largest } ?? largest
        let isWide = log10(high / low) > 3.5
        let marked = isWide ? decades.map { pow(10, Double($0)) } : round
        let ticks = marked.filter { $0 >= low * 0.999 && $0 <= high * 1.001 }.map { Tick(value: $0, label: words($0)) }
        return ChartAxis(label: label, scale: .logarithmic, range: low...high, ticks: ticks)
    }

    /// From 0 % to the last of the points, marked at 50, 90, 99 and so on.
    package static func percentile(upTo largest: Double) -> ChartAxis {
        let marks = [0, 50, 90, 99, 99.9, 99.99, 99.999, 99.9999, 99.99999]
        let ticks = marks.filter { $0 <= largest + 1e-9 }.map { Tick(value: $0, label: words($0)) }
        return ChartAxis(label: "percentile", scale: .percentile, range: 0...max(largest, 50), ticks: ticks)
    }

    private static func words(_ percentile: Double) -> String {
        let text = String(percentile)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
    }
}
