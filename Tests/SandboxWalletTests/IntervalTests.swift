import Bytes
import Testing

@testable import SandboxWallet
@testable import TestTools

@Suite struct IntervalTests {
    private func time(_ text: String) throws -> Int64 {
        try #require(RFC3339.parse(text))
    }

    @Test func `windows are the published ones, half open, and no more of them`() throws {
        let vector = try #require(Vectors.all.intervals.first { $0.windows != nil })
        let interval = try #require(RepeatingInterval(vector.interval))
        let windows = try #require(vector.windows).map { try time($0[0])..<time($0[1]) }
        for window in windows {
            #expect(interval.window(at: window.lowerBound) == window)
            #expect(interval.window(at: window.upperBound - 1) == window)
        }
        #expect(interval.window(at: windows[0].lowerBound - 1) == nil)
        #expect(interval.window(at: windows[windows.count - 1].upperBound) == nil)
    }

    @Test func `months are counted from the start, so that a 31st comes back`() throws {
        let vector = try #require(Vectors.all.intervals.first { $0.anchoredEdges != nil })
        let edges = try #require(vector.anchoredEdges).map(time)
        let interval = try #require(RepeatingInterval(vector.interval))
        for number in 0..<3 {
            #expect(interval.window(at: edges[number]) == edges[number]..<edges[number + 1])
        }
        // R3 has three windows.
        #expect(interval.window(at: edges[3]) == nil)
    }

    @Test(arguments: ["R", "R-1"]) func `without a number there is no end`(_ repetitions: String) throws {
        let interval = try #require(RepeatingInterval("\(repetitions)/2026-01-01T00:00:00Z/P1M"))
        let late = try time("2096-06-15T00:00:00Z")
        #expect(try interval.window(at: late) == time("2096-06-01T00:00:00Z")..<time("2096-07-01T00:00:00Z"))
    }

    @Test(arguments: [
        ("P1Y", "2027-01-31T12:00:00Z"), ("P1M", "2026-02-28T12:00:00Z"), ("P2W", "2026-02-14T12:00:00Z"),
        ("P1D", "2026-02-01T12:00:00Z"), ("PT36H", "2026-02-02T00:00:00Z"), ("P1DT30M", "2026-02-01T12:30:00Z"),
        ("P1M1D", "2026-03-01T12:00:00Z"), ("PT90S", "2026-01-31T12:01:30Z"), ("P13M", "2027-02-28T12:00:00Z"),
    ])
    func `durations are calendar ones`(_ duration: String, _ end: String) throws {
        let start = try time("2026-01-31T12:00:00Z")
        let interval = try #require(RepeatingInterval("R1/2026-01-31T12:00:00Z/\(duration)"))
        #expect(try interval.window(at: start) == start..<time(end))
    }

    @Test(arguments: [
        "", "R", "R3", "R3/2026-01-01T00:00:00Z", "R3/2026-01-01/P1M", "R3/P1M/2026-01-01T00:00:00Z",
        "R0/2026-01-01T00:00:00Z/P1M", "R-2/2026-01-01T00:00:00Z/P1M", "3/2026-01-01T00:00:00Z/P1M",
        "R3/2026-01-01T00:00:00Z/P", "R3/2026-01-01T00:00:00Z/PT", "R3/2026-01-01T00:00:00Z/P0D",
        "R3/2026-01-01T00:00:00Z/P1DT", "R3/2026-01-01T00:00:00Z/P1D1M", "R3/2026-01-01T00:00:00Z/P1.5D",
        "R3/2026-01-01T00:00:00Z/P1H", "R3/2026-01-01T00:00:00Z/PT1D", "R3/2026-01-01T00:00:00Z/P-1D",
        "R3/2026-01-01T00:00:00Z/P1M/", "R3/2026-02-30T00:00:00Z/P1M", "R3/2026-01-01T00:00:00Z/P1000000000D",
    ])
    func `anything else is none`(_ text: String) {
        #expect(RepeatingInterval(text) == nil)
    }

    @Test(arguments: [
        ("R12/2026-03-01T00:00:00Z/P1M", "every month, 12 times, from 2026-03-01"),
        ("R/2026-03-01T00:00:00Z/P14D", "every 2 weeks, from 2026-03-01, until it is ended"),
        ("R1/2026-03-01T00:00:00Z/P1Y1M1DT1H", "every year and month and day and hour, once, from 2026-03-01"),
    ])
    func `people read it in words`(_ text: String, _ words: String) throws {
        #expect(try #require(RepeatingInterval(text)).spelled == words)
    }
}
