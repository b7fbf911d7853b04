import Metrics
import Synchronization

/// Keeps the program's metrics and renders them in Prometheus' text format (version 0.0.4).
///
/// The renderer is ours, the types are swift-metrics'. Counters and histograms; a timer is a histogram in seconds.
final class PrometheusRegistry: MetricsFactory {
    /// A metric's name with its labels.
    private struct Key: Hashable {
        let label: String
        let dimensions: [String]
    }

    /// All metrics there are, by kind.
    private struct Families {
        var counters: [Key: PrometheusCounter] = [:]
        var histograms: [Key: PrometheusHistogram] = [:]
    }

    private let families = Mutex(Families())

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let counter = PrometheusCounter()
        families.withLock { $0.counters[Self.key(label, dimensions)] = counter }
        return counter
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let histogram = PrometheusHistogram()
        families.withLock { $0.histograms[Self.key(label, dimensions)] = histogram }
        return histogram
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        NOOPMetricsHandler.instance.makeRecorder(label: label, dimensions: dimensions, aggregate: aggregate)
    }

    func destroyCounter(_ handler: any CounterHandler) {}

    func destroyTimer(_ handler: any TimerHandler) {}

    func destroyRecorder(_ handler: any RecorderHandler) {}

    /// All metrics; counters that never counted are left out.
    func render() -> String {
        families.withLock { families in
            var page = PrometheusPage()
            for (key, counter) in families.counters.sorted(by: { Self.isBefore($0.key, $1.key) })
            where counter.value > 0 {
                page.add(counter: key.label, labels: key.dimensions, value: counter.value)
            }
            for (key, histogram) in families.histograms.sorted(by: { Self.isBefore($0.key, $1.key) })
            where histogram.count > 0 {
                page.add(histogram: key.label, labels: key.dimensions, histogram)
            }
            return page.text
        }
    }

    private static func key(_ label: String, _ dimensions: [(String, String)]) -> Key {
        Key(label: label, dimensions: dimensions.map { "\($0.0)=\"\(PrometheusPage.escape($0.1))\"" })
    }

    private static func isBefore(_ left: Key, _ right: Key) -> Bool {
        (left.label, left.dimensions.joined()) < (right.label, right.dimensions.joined())
    }
}

/// A number that only grows.
final class PrometheusCounter: CounterHandler {
    private let count = Atomic<Int64>(0)

    var value: Int64 {
        count.load(ordering: .relaxed)
    }

    func increment(by amount: Int64) {
        count.add(amount, ordering: .relaxed)
    }

    func reset() {
        count.store(0, ordering: .relaxed)
    }
}
