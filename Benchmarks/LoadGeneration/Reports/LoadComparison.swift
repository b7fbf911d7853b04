/// Two runs side by side, with what the second has for one of the first.
package struct LoadComparison {
    private let old: LoadReport
    private let new: LoadReport

    /// Compares a run with an earlier one.
    package init(old: LoadReport, new: LoadReport) {
        self.old = old
        self.new = new
    }

    /// The comparison for a terminal.
    package var lines: [String] { caution + table.lines }

    /// The figures of both.
    var table: TextTable {
        var table = TextTable(["", "then", "now", "now/then"])
        for row in rows {
            table.add([row.name, row.show(row.old), row.show(row.new), Figure.ratio(row.new / row.old)])
        }
        return table
    }

    /// What has to be known before the figures are believed.
    private var caution: [String] {
        var lines = ["then: \(old.summary)", "now:  \(new.summary)"]
        if old.machine != new.machine { lines.append("The machines differ, and so their figures do not compare.") }
        if (old.scenario, old.rate, old.connections) != (new.scenario, new.rate, new.connections) {
            lines.append("What was asked differs, and so the figures do not compare.")
        }
        return lines + [""]
    }

    /// A figure of both runs.
    private struct Row {
        let name: String
        let old: Double
        let new: Double
        let show: (Double) -> String
    }

    private var rows: [Row] {
        let latencies: [(String, KeyPath<LatencySummary, Double>)] = [
            ("p50", \.p50), ("p90", \.p90), ("p99", \.p99), ("p99.9", \.p999), ("max", \.max),
        ]
        var rows = [Row(name: "requests/s", old: old.throughput, new: new.throughput, show: Figure.count)]
        rows += latencies.map { name, path in
            Row(name: name, old: old.latency[keyPath: path], new: new.latency[keyPath: path]) {
                Figure.latency(microseconds: $0)
            }
        }
        if let then = old.service, let now = new.service {
            rows.append(
                Row(
                    name: "CPU per 100,000",
                    old: then.cpuSecondsPer100000,
                    new: now.cpuSecondsPer100000,
                    show: Figure.seconds
                )
            )
            rows.append(
                Row(
                    name: "memory at most",
                    old: Double(then.residentBytesPeak),
                    new: Double(now.residentBytesPeak)
                ) { Figure.bytes(Int($0)) }
            )
        }
        rows.append(Row(name: "errors", old: Double(old.errors), new: Double(new.errors), show: Figure.count))
        return rows
    }
}
