import LoadGeneration

/// A growth report as a page.
struct GrowthPage {
    let report: GrowthReport

    /// The page.
    var html: String {
        let machine = report.machine
        let last = report.points.last
        var page = ReportPage(
            title: "OpenCheckout from \(Figure.count(report.points.first?.sessions ?? 0)) to "
                + "\(Figure.count(last?.sessions ?? 0)) sessions",
            subtitle:
                "\(report.summary) · \(report.startedAt) · \(machine.processor), \(machine.processors) processors, "
                + machine.kernel
        )
        if let last { page.add(figures: figures(of: last)) }
        page.add(costChart, reading: "The service's own work for one request. A level line does not depend on size.")
        page.add(medianChart, reading: "Half of the replies came within this time, one request a connection under way.")
        page.add(memoryChart, reading: "What the service's process holds. Both axes are logarithmic.")
        page.add(timesChart, reading: "From the order to the safe file, and from the launch to the ready line.")
        page.add(
            pauseChart,
            reading: "The 99th percentile of a shop's requests at \(Figure.count(report.rate)) a second, counted from "
                + "the time each was meant to begin."
        )
        page.add(table: report.table, title: "All figures")
        if let longRead = report.longRead { page.add(lines: [report.words(of: longRead)], title: "Many reads") }
        return page.html
    }

    private func figures(of point: GrowthPoint) -> [(value: String, name: String)] {
        [
            (Figure.count(point.sessions), "sessions"),
            (Figure.bytes(point.residentBytes), "memory"),
            (Figure.bytes(Int(point.bytesPerSession)), "memory a session"),
            (Figure.seconds(point.snapshotSeconds), "snapshot"),
            (Figure.seconds(point.startFromSnapshotSeconds), "start from a snapshot"),
            (Figure.seconds(point.startFromLogSeconds), "start from the log"),
            (Figure.ratio(point.p99DuringSnapshots / point.p99WithoutSnapshot), "p99 in snapshots"),
            (Figure.latency(microseconds: point.create.cpuMicroseconds), "CPU a create"),
        ]
    }
}

extension GrowthPage {
    /// One line of a chart: its name, colour and figure.
    private typealias Line = (name: String, colour: ChartSeries.Colour, figure: (GrowthPoint) -> Double)

    private var costChart: LineChart {
        let lines: [Line] = [
            ("create", .first, { $0.create.cpuMicroseconds }), ("list", .second, { $0.list.cpuMicroseconds }),
            ("read", .third, { $0.read.cpuMicroseconds }),
        ]
        let axis = ChartAxis.linear("microseconds", upTo: values(of: lines).max() ?? 0) { Figure.count($0) }
        return chart("Processor time for a request", lines, axis) { Figure.latency(microseconds: $0) }
    }

    private var medianChart: LineChart {
        let lines: [Line] = [
            ("create", .first, { $0.create.p50 }), ("list", .second, { $0.list.p50 }),
            ("read", .third, { $0.read.p50 }),
        ]
        let axis = ChartAxis.linear("microseconds", upTo: values(of: lines).max() ?? 0) { Figure.count($0) }
        return chart("Median latency", lines, axis) { Figure.latency(microseconds: $0) }
    }

    private var memoryChart: LineChart {
        let lines: [Line] = [("memory", .first, { Double($0.residentBytes) / 1e6 })]
        let axis = ChartAxis.logarithmic("MB", over: values(of: lines)) { Figure.count($0) }
        return chart("Memory", lines, axis) { Figure.bytes(Int($0 * 1e6)) }
    }

    private var timesChart: LineChart {
        let lines: [Line] = [
            ("snapshot", .first, { $0.snapshotSeconds }),
            ("start from a snapshot", .second, { $0.startFromSnapshotSeconds }),
            ("start from the log", .third, { $0.startFromLogSeconds }),
        ]
        let axis = ChartAxis.logarithmic("seconds", over: values(of: lines)) { Figure.seconds($0) }
        return chart("Snapshots and starts", lines, axis, Figure.seconds)
    }

    private var pauseChart: LineChart {
        let lines: [Line] = [
            ("while snapshots are written", .second, { $0.p99DuringSnapshots / 1000 }),
            ("without", .first, { $0.p99WithoutSnapshot / 1000 }),
        ]
        let axis = ChartAxis.linear("milliseconds", upTo: values(of: lines).max() ?? 0) { Figure.count($0) }
        return chart("Latency during snapshots", lines, axis) { Figure.latency(microseconds: $0 * 1000) }
    }

    private func values(of lines: [Line]) -> [Double] {
        report.points.flatMap { point in lines.map { $0.figure(point) } }
    }

    private func chart(
        _ title: String,
        _ lines: [Line],
        _ vertical: ChartAxis,
        _ show: (Double) -> String
    ) -> LineChart {
        LineChart(
            title: title,
            horizontal: .logarithmic("sessions", over: report.points.map { Double($0.sessions) }) { Figure.count($0) },
            vertical: vertical,
            series: lines.map { line in
                let points = report.points.map { point in
                    let figure = line.figure(point)
                    let words = "\(line.name) at \(Figure.count(point.sessions)): \(show(figure))"
                    return ChartSeries.Point(x: Double(point.sessions), y: figure, words: words)
                }
                return ChartSeries(name: line.name, colour: line.colour, points: points)
            }
        )
    }
}
