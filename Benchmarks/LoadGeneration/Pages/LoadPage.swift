/// A run as a page, with an earlier one behind it where there is one.
package struct LoadPage {
    private let report: LoadReport
    private let old: LoadReport?

    /// Takes what is to be shown.
    package init(_ report: LoadReport, old: LoadReport? = nil) {
        self.report = report
        self.old = old
    }

    /// The page.
    package var html: String {
        let machine = report.machine
        var page = ReportPage(
            title: "Load on OpenCheckout: \(report.scenario.rawValue)",
            subtitle:
                "\(report.summary) · \(report.startedAt) · \(machine.processor), \(machine.processors) processors, "
                + "\(machine.kernel)"
        )
        if report.errors > 0 { page.add(alert: "\(Figure.count(report.errors)) requests failed: \(kinds)") }
        if report.isGeneratorBound { page.add(alert: "The generator was at its limit: the figures are its own.") }
        page.add(figures: figures)
        page.add(latencyChart, reading: latencyReading)
        if report.timeline.count > 1 {
            page.add(throughputChart, reading: "Requests that ended in each second. A dent is a pause.")
            page.add(secondsChart, reading: "The median and the 99th percentile of each second.")
        }
        if report.timeline.contains(where: { $0.residentBytes != nil }) {
            page.add(memoryChart, reading: "What the service's process held at the end of each second.")
        }
        page.add(table: report.latencyTable, title: "By operation")
        if let old { page.add(table: LoadComparison(old: old, new: report).table, title: "Beside the earlier run") }
        if !report.examples.isEmpty { page.add(lines: report.examples, title: "Some of the errors") }
        page.add(lines: report.costLines, title: "What it cost")
        return page.html
    }

    private var kinds: String {
        report.problems.map { "\(Figure.count($0.count)) × \($0.kind)" }.joined(separator: ", ")
    }

    private var figures: [(value: String, name: String)] {
        var figures = [
            (Figure.count(report.throughput), "requests a second"),
            (Figure.latency(microseconds: report.latency.p50), "median"),
            (Figure.latency(microseconds: report.latency.p99), "99th percentile"),
            (Figure.latency(microseconds: report.latency.p999), "99.9th percentile"),
            (Figure.latency(microseconds: report.latency.max), "longest"),
            (Figure.count(report.errors), "errors"),
        ]
        if let service = report.service {
            figures.append((Figure.seconds(service.cpuSecondsPer100000), "CPU per 100,000"))
            figures.append((Figure.bytes(service.residentBytesPeak), "memory at most"))
        }
        return figures
    }
}

extension LoadPage {
    private var latencyReading: String {
        let counted = report.rate == nil ? "its sending" : "the time it was meant to begin"
        return "So many of a hundred requests took at most so long, each counted from \(counted). To the right stand "
            + "the slow ones; both axes are logarithmic."
    }

    private var latencyChart: LineChart {
        let runs = [report] + (old.map { [$0] } ?? [])
        let points = runs.flatMap(\.curve)
        return LineChart(
            title: "Latency by percentile",
            horizontal: .percentile(upTo: points.map(\.percentile).max() ?? 50),
            vertical: .logarithmic("latency", over: points.map(\.microseconds), words: Self.tick),
            series: series { run in
                run.curve.map { point in
                    ChartSeries.Point(
                        x: point.percentile,
                        y: point.microseconds,
                        words: "\(point.percentile) %: \(Figure.latency(microseconds: point.microseconds))"
                    )
                }
            } notes: { run in
                [(50, "p50", run.latency.p50), (99, "p99", run.latency.p99), (99.9, "p99.9", run.latency.p999)]
                    .map { percentile, name, latency in
                        let words = "\(name) \(Figure.latency(microseconds: latency))"
                        return ChartSeries.Point(x: percentile, y: latency, words: words)
                    }
            }
        )
    }

    private var throughputChart: LineChart {
        let largest = ([report] + (old.map { [$0] } ?? [])).flatMap(\.timeline).map(\.throughput).max() ?? 0
        return LineChart(
            title: "Throughput over time",
            horizontal: timeAxis,
            vertical: .linear("requests a second", upTo: largest) { Figure.count($0) },
            series: series { run in
                run.timeline.map { moment in
                    let words = "second \(moment.second + 1): \(Figure.count(moment.throughput))/s"
                    return ChartSeries.Point(x: Double(moment.second + 1), y: moment.throughput, words: words)
                }
            }
        )
    }

    private var secondsChart: LineChart {
        let kinds: [(String, ChartSeries.Colour, KeyPath<Moment, Double>)] = [
            ("99th percentile", .second, \.p99), ("median", .first, \.p50),
        ]
        return LineChart(
            title: "Latency over time",
            horizontal: timeAxis,
            vertical: .logarithmic(
                "latency",
                over: report.timeline.flatMap { [$0.p50, $0.p99] },
                words: Self.tick
            ),
            series: kinds.map { name, colour, path in
                let points = report.timeline.map { moment in
                    let latency = Figure.latency(microseconds: moment[keyPath: path])
                    let words = "second \(moment.second + 1): \(latency)"
                    return ChartSeries.Point(x: Double(moment.second + 1), y: moment[keyPath: path], words: words)
                }
                return ChartSeries(name: name, colour: colour, points: points)
            }
        )
    }

    private var memoryChart: LineChart {
        let samples = report.timeline.compactMap { moment in
            moment.residentBytes.map { bytes in
                let words = "second \(moment.second + 1): \(Figure.bytes(bytes))"
                return ChartSeries.Point(x: Double(moment.second + 1), y: Double(bytes) / 1e6, words: words)
            }
        }
        return LineChart(
            title: "Memory over time",
            horizontal: timeAxis,
            vertical: .linear("MB", upTo: samples.map(\.y).max() ?? 0) { Figure.count($0) },
            series: [ChartSeries(name: "memory", colour: .third, points: samples)]
        )
    }

    private var timeAxis: ChartAxis {
        let seconds = max(report.timeline.count, old?.timeline.count ?? 0)
        return .linear("seconds", upTo: Double(seconds)) { Figure.count($0) }
    }

    /// One line for the run and one behind it for the earlier run.
    private func series(
        _ points: (LoadReport) -> [ChartSeries.Point],
        notes: (LoadReport) -> [ChartSeries.Point] = { _ in [] }
    ) -> [ChartSeries] {
        let now = ChartSeries(name: "this run", colour: .first, points: points(report), notes: notes(report))
        guard let old else { return [now] }
        return [ChartSeries(name: "earlier run, \(old.startedAt)", colour: .old, points: points(old)), now]
    }

    /// Marks are round numbers, and need no decimals.
    private static func tick(_ microseconds: Double) -> String {
        switch microseconds {
        case ..<1: "\(microseconds) µs"
        case ..<1000: "\(Figure.count(microseconds)) µs"
        case ..<1_000_000: "\(Figure.count(microseconds / 1000)) ms"
        default: "\(Figure.count(microseconds / 1_000_000)) s"
        }
    }
}
