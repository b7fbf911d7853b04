import Testing

@testable import LoadGeneration

@Suite struct FigureTests {
    @Test(arguments: [
        (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (34_178, "34,178"), (1_000_000, "1,000,000"),
        (-1234, "-1,234"), (-123, "-123"),
    ])
    func `counts have commas`(value: Int, expected: String) {
        #expect(Figure.count(value) == expected)
    }

    @Test(arguments: [
        (0.5, "0.50 µs"), (42.25, "42.2 µs"), (850, "850 µs"), (5500, "5.50 ms"), (123_456, "123 ms"),
        (1_200_000, "1.20 s"),
    ])
    func `latencies have the unit that fits`(microseconds: Double, expected: String) {
        #expect(Figure.latency(microseconds: microseconds) == expected)
    }

    @Test(arguments: [(12, "12 B"), (1500, "1.50 kB"), (113_000_000, "113 MB"), (1_204_000_000, "1.20 GB")])
    func `bytes have the unit that fits`(bytes: Int, expected: String) {
        #expect(Figure.bytes(bytes) == expected)
    }

    @Test func `a ratio to nothing is none`() {
        #expect(Figure.ratio(1.084) == "1.08 ×")
        #expect(Figure.ratio(1 / 0.0) == "–")
        #expect(Figure.ratio(0 / 0.0) == "–")
    }

    @Test func `a table's columns are as wide as their widest cell`() {
        var table = TextTable(["", "p50", "p99"])
        table.add(["create", "1 ms", "10 ms"])
        #expect(table.lines == ["         p50    p99", "create  1 ms  10 ms"])
    }
}
