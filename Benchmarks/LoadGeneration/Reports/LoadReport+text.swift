extension LoadReport {
    /// What was done, in a sentence.
    package var summary: String {
        let loop = rate.map { "open loop at \(Figure.count($0))/s" } ?? "closed loop"
        return "\(scenario.rawValue), \(loop), \(connections) connections, \(Figure.seconds(seconds))"
    }

    /// The report for a terminal.
    package var lines: [String] {
        var lines = [summary, ""]
        lines += latencyTable.lines
        lines += ["", "\(Figure.count(throughput)) requests a second, \(Figure.count(requests)) in all"]
        lines += costLines
        if isGeneratorBound {
            lines.append("           the generator was at its limit: figures are its own, not the service's")
        }
        return lines + problemLines
    }

    /// Whether the generator had no time left, so that the figures are its own and not the service's.
    var isGeneratorBound: Bool { generatorProcessors > 0.95 * Double(threads) }

    /// The percentiles by operation.
    var latencyTable: TextTable {
        var table = TextTable(["", "requests", "p50", "p90", "p99", "p99.9", "max"])
        for operation in operations where operations.count > 1 {
            table.add(Self.row(operation.operation.rawValue, operation.requests, operation.latency))
        }
        table.add(Self.row("all", requests, latency))
        return table
    }

    private static func row(_ name: String, _ requests: Int, _ latency: LatencySummary) -> [String] {
        let figures = [latency.p50, latency.p90, latency.p99, latency.p999, latency.max]
        return [name, Figure.count(requests)] + figures.map { Figure.latency(microseconds: $0) }
    }

    /// Processor time and memory.
    var costLines: [String] {
        let own = "generator  \(share(generatorProcessors)) of a processor on \(threads) thread(s)"
        guard let service else { return [own] }
        return [
            "service    \(Figure.seconds(service.cpuSecondsPer100000)) of processor time per 100,000 requests, "
                + "\(share(service.cpuSeconds / max(seconds, 0.001))) of a processor",
            "memory     \(Figure.bytes(service.residentBytesBefore)) before, "
                + "\(Figure.bytes(service.residentBytesAfter)) after, "
                + "\(Figure.bytes(service.residentBytesPeak)) at most",
            own,
        ]
    }

    private var problemLines: [String] {
        guard errors > 0 else { return ["errors     none"] }
        let kinds = problems.map { "\(Figure.count($0.count)) × \($0.kind)" }.joined(separator: ", ")
        return ["errors     \(Figure.count(errors)): \(kinds)"] + examples.map { "           \($0)" }
    }

    private func share(_ part: Double) -> String { "\(Figure.count(part * 100)) %" }
}
