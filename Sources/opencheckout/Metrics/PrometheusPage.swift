/// A page of metrics as it is put together; metrics of one name come one after the other.
struct PrometheusPage {
    private(set) var text = ""
    private var announced: String?

    /// Makes a label's value safe between quotes.
    static func escape(_ value: String) -> String {
        value.map { character in
            switch character {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            case let other: String(other)
            }
        }
        .joined()
    }

    mutating func add(counter name: String, labels: [String], value: Int64) {
        announce(name, type: "counter")
        line(name, labels, "\(value)")
    }

    mutating func add(gauge name: String, labels: [String] = [], value: Int64) {
        announce(name, type: "gauge")
        line(name, labels, "\(value)")
    }

    mutating func add(histogram name: String, labels: [String], _ histogram: PrometheusHistogram) {
        announce(name, type: "histogram")
        for bucket in histogram.cumulative {
            line(name + "_bucket", labels + ["le=\"\(bucket.upTo)\""], "\(bucket.count)")
        }
        let count = histogram.count
        line(name + "_bucket", labels + ["le=\"+Inf\""], "\(count)")
        line(name + "_sum", labels, "\(histogram.sumSeconds)")
        line(name + "_count", labels, "\(count)")
    }

    private mutating func announce(_ name: String, type: String) {
        guard announced != name else {
            return
        }
        announced = name
        text += "# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ labels: [String], _ value: String) {
        text += name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") + " \(value)\n"
    }
}
