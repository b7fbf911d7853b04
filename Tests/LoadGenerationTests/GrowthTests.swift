import ArgumentParser
import Foundation
import LoadGeneration
import Testing

@testable import GrowthBenchmark

@Suite struct GrowthTests {
    private func cost(_ factor: Double) -> OperationCost {
        OperationCost(requests: 1000, cpuMicroseconds: 20 * factor, p50: 150 * factor, p99: 900, throughput: 30_000)
    }

    private func point(_ sessions: Int, factor: Double) -> GrowthPoint {
        GrowthPoint(
            sessions: sessions,
            create: cost(factor),
            read: cost(1),
            list: cost(1),
            residentBytes: 30_000_000 + sessions * 1200,
            bytesPerSession: 1200,
            snapshotSeconds: 0.5 * factor,
            p99WithoutSnapshot: 2000,
            p99DuringSnapshots: 5000 * factor,
            snapshotsDuring: 9,
            startFromSnapshotSeconds: 0.2,
            residentBytesAfterStart: 40_000_000,
            startFromLogSeconds: 0.3,
            logRecords: sessions
        )
    }

    private func report(text: String = "x") -> GrowthReport {
        var machine = Machine()
        machine.processor = text
        let longRead = LongRead(
            sessions: 100_000,
            connections: 64,
            cost: cost(1),
            residentBytesBefore: 1_000_000,
            residentBytesAfter: 2_000_000
        )
        return GrowthReport(
            startedAt: text,
            machine: machine,
            connections: 8,
            rate: 5000,
            emptyResidentBytes: 30_000_000,
            points: [point(1000, factor: 1), point(100_000, factor: 1.1)],
            longRead: longRead
        )
    }

    @Test func `the table has a column a size and says how much the last has for one of the first`() {
        let lines = report().table.lines.map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains("sessions 1,000 100,000 last/first"))
        #expect(lines.contains("create, CPU 20.0 µs 22.0 µs 1.10 ×"))
        #expect(lines.contains("read, CPU 20.0 µs 20.0 µs 1.00 ×"))
        #expect(lines.contains("ratio of the two 2.50 × 2.75 × 1.10 ×"))
    }

    @Test func `the report is the same after its way through JSON`() throws {
        #expect(try JSONDecoder().decode(GrowthReport.self, from: report().json) == report())
    }

    @Test func `the page draws a chart for each matter and lets no text in as markup`() {
        let html = GrowthPage(report: report(text: "<script>&\"")).html
        #expect(html.components(separatedBy: "<svg").count == 6)
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;&amp;&quot;"))
        #expect(html.contains("1,000 reads of 100,000 sessions at 64 connections"))
    }

    @Test(arguments: [
        ("1000", [1000]), ("1000,100000", [1000, 100_000]), ("", []), ("1000,", []), ("1000,1000", []), ("2,1", []),
        ("0,1", []), ("1k", []),
    ])
    func `sizes are numbers in rising order`(text: String, expected: [Int]) throws {
        #expect(try GrowthOptions.parse(["--sizes", text]).sizeList == expected)
    }
}
