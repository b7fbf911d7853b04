import Checkout
import OpenPayments
import Testing

@testable import TestTools

/// The windows of subscriptions.
@Suite struct RepeatingIntervalTests {
    private static func interval(
        _ start: String,
        _ repetitions: Int?,
        _ count: Int,
        _ unit: RepeatingInterval.Unit
    ) throws -> RepeatingInterval {
        RepeatingInterval(
            repetitions: repetitions,
            start: try #require(Timestamp(parsing: start)),
            count: count,
            unit: unit
        )
    }

    @Test func `the worked intervals have the worked windows`() throws {
        let vectors = Vectors.all.intervals
        let drifting = try Self.interval("2026-01-31T12:00:00Z", 3, 1, .month)
        #expect(drifting.text == vectors[0].interval)
        let edges = try #require(vectors[0].chainedEdges)
        #expect(edges.indices.map { drifting.start(ofWindow: $0).text } == edges)
        let steady = try Self.interval("2026-03-01T00:00:00Z", 12, 1, .month)
        #expect(steady.text == vectors[1].interval)
        let windows = try #require(vectors[1].windows)
        #expect(
            windows.indices.map { [steady.start(ofWindow: $0).text, steady.start(ofWindow: $0 + 1).text] } == windows
        )
    }

    @Test func `days, weeks and years are as long as they are`() throws {
        let start = "2028-02-29T23:59:59Z"
        #expect(try Self.interval(start, nil, 3, .day).start(ofWindow: 1).text == "2028-03-03T23:59:59Z")
        #expect(try Self.interval(start, nil, 1, .week).start(ofWindow: 2).text == "2028-03-14T23:59:59Z")
        #expect(try Self.interval(start, nil, 1, .year).start(ofWindow: 1).text == "2029-02-28T23:59:59Z")
        #expect(try Self.interval(start, nil, 11, .month).start(ofWindow: 1).text == "2029-01-29T23:59:59Z")
        #expect(try Self.interval(start, nil, 2, .week).text == "R/2028-02-29T23:59:59Z/P2W")
    }
}
