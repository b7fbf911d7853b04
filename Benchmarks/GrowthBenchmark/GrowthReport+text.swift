import LoadGeneration

extension GrowthReport {
    /// A line of the table: a name, a figure of each size, and how it is shown.
    private struct Row {
        let name: String
        let show: (Double) -> String
        let figure: (GrowthPoint) -> Double

        init(_ name: String, _ show: @escaping (Double) -> String, _ figure: @escaping (GrowthPoint) -> Double) {
            self.name = name
            self.show = show
            self.figure = figure
        }
    }

    private static func latency(_ value: Double) -> String { Figure.latency(microseconds: value) }

    private static func bytes(_ value: Double) -> String { Figure.bytes(Int(value)) }

    private static var rows: [Row] {
        [
            Row("create, CPU", latency) { $0.create.cpuMicroseconds },
            Row("read, CPU", latency) { $0.read.cpuMicroseconds },
            Row("list, CPU", latency) { $0.list.cpuMicroseconds },
            Row("create, p50", latency) { $0.create.p50 },
            Row("read, p50", latency) { $0.read.p50 },
            Row("list, p50", latency) { $0.list.p50 },
            Row("create, per second", Figure.count) { $0.create.throughput },
            Row("read, per second", Figure.count) { $0.read.throughput },
            Row("list, per second", Figure.count) { $0.list.throughput },
            Row("memory", bytes) { Double($0.residentBytes) },
            Row("memory a session", bytes) { $0.bytesPerSession },
            Row("snapshot", Figure.seconds) { $0.snapshotSeconds },
            Row("shop p99, no snapshot", latency) { $0.p99WithoutSnapshot },
            Row("shop p99, in snapshots", latency) { $0.p99DuringSnapshots },
            Row("ratio of the two", Figure.ratio) { $0.p99DuringSnapshots / $0.p99WithoutSnapshot },
            Row("start from a snapshot", Figure.seconds) { $0.startFromSnapshotSeconds },
            Row("memory after it", bytes) { Double($0.residentBytesAfterStart) },
            Row("start from the log", Figure.seconds) { $0.startFromLogSeconds },
            Row("changes replayed", Figure.count) { Double($0.logRecords) },
        ]
    }

    /// One column a size, and how much the largest has for one of the smallest.
    var table: TextTable {
        var table = TextTable(["sessions"] + points.map { Figure.count($0.sessions) } + ["last/first"])
        for row in Self.rows {
            let figures = points.map(row.figure)
            let ratio = (figures.last ?? 0) / (figures.first ?? 0)
            table.add([row.name] + figures.map(row.show) + [Figure.ratio(ratio)])
        }
        return table
    }

    /// The report for a terminal.
    var lines: [String] {
        var lines = [summary, ""] + table.lines
        if let longRead { lines += ["", words(of: longRead)] }
        return lines
    }

    /// How it was measured, in a sentence.
    var summary: String {
        "costs at \(connections) connections, snapshots at \(Figure.count(rate)) requests a second, "
            + "an empty service holds \(Figure.bytes(emptyResidentBytes))"
    }

    /// The many reads, in a sentence.
    func words(of longRead: LongRead) -> String {
        let cost = longRead.cost
        return "\(Figure.count(cost.requests)) reads of \(Figure.count(longRead.sessions)) sessions at "
            + "\(longRead.connections) connections: \(Figure.count(cost.throughput)) a second, "
            + "p50 \(Figure.latency(microseconds: cost.p50)), p99 \(Figure.latency(microseconds: cost.p99)), "
            + "CPU \(Figure.latency(microseconds: cost.cpuMicroseconds)) each, memory "
            + "\(Figure.bytes(longRead.residentBytesBefore)) before and "
            + "\(Figure.bytes(longRead.residentBytesAfter)) after"
    }
}
