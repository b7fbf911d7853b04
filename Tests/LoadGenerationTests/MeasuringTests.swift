import Glibc
import Testing

@testable import LoadGeneration

@Suite struct MeasuringTests {
    @Test func `percentiles are those of the values, to three digits`() {
        var latencies = LatencyHistogram()
        for microseconds in 1...1000 { latencies.record(nanoseconds: Int64(microseconds) * 1000) }
        #expect(abs(latencies.microseconds(atPercentile: 50) - 500) < 1)
        #expect(abs(latencies.microseconds(atPercentile: 99) - 990) < 1)
        #expect(latencies.longestMicroseconds == 1000)
        #expect(abs(latencies.meanMicroseconds - 500.5) < 1)
        #expect(latencies.count == 1000)
    }

    @Test func `times below nothing and beyond an hour are kept at the ends`() {
        var latencies = LatencyHistogram()
        latencies.record(nanoseconds: -5)
        latencies.record(nanoseconds: .max)
        #expect(latencies.count == 2)
        #expect(latencies.longestMicroseconds == 3_600_000_000)
    }

    @Test func `the curve ends where a request lies beyond each point`() {
        var latencies = LatencyHistogram()
        for microseconds in 1...1000 { latencies.record(nanoseconds: Int64(microseconds) * 1000) }
        let curve = CurvePoint.curve(of: latencies)
        #expect(curve.count == 31)
        #expect(curve.first?.percentile == 0)
        #expect(abs((curve.last?.percentile ?? 0) - 99.9) < 1e-9)
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.microseconds <= $1.microseconds })
        #expect(CurvePoint.curve(of: LatencyHistogram()).isEmpty)
    }

    @Test func `tallies add up`() {
        var one = Tally()
        one.record(.create, nanoseconds: 1000)
        one.record(.create, status: 503)
        one.recordConnectionFailure()
        var other = Tally()
        other.record(.create, status: 503)
        other.record(.read, .unanswered)
        for number in 0..<9 { other.note("problem \(number)") }
        one.add(other)
        #expect(one.requests == 4)
        #expect(one.errors == 4)
        #expect(one[.create]?.unexpectedStatuses == [503: 2])
        #expect(one[.list] == nil)
        #expect(one.examples.count == 5)
        #expect(
            Problem.problems(of: one) == [
                Problem(kind: "status 503", count: 2), Problem(kind: "connection failed", count: 1),
                Problem(kind: "unanswered", count: 1),
            ]
        )
    }

    @Test func `seconds are handed over when every worker has told of them`() throws {
        var collector = SliceCollector(workers: 2)
        var tally = Tally()
        tally.record(.list, nanoseconds: 1000)
        #expect(try collector.take(.slice(second: 0, tally)).isEmpty)
        #expect(try collector.take(.slice(second: 1, tally)).isEmpty)
        let first = try collector.take(.slice(second: 0, tally))
        #expect(first.map(\.second) == [0])
        #expect(first.map(\.tally.requests) == [2])
        #expect(try collector.take(.ended(nanoseconds: 1_200_000_000, second: 1, tally)).map(\.second) == [1])
        let last = try collector.take(.ended(nanoseconds: 2_500_000_000, second: 2, tally))
        #expect(last.map(\.second) == [2])
        #expect(last.map(\.seconds) == [0.5])
        #expect(collector.isComplete)
        #expect(collector.outcome.seconds == 2.5)
        #expect(collector.outcome.tally.requests == 5)
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080", "127.0.0.1:8080"), ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("http://127.0.0.1", "127.0.0.1"), ("http://[::1]:8080", "[::1]:8080"), ("http://[::1]", "[::1]"),
    ])
    func `an address of a service is understood`(url: String, authority: String) throws {
        #expect(try ServiceAddress(url: url).authority == authority)
    }

    @Test(arguments: ["", "https://a", "127.0.0.1:80", "http://", "http://a/b", "http://u@a", "http://127.0.0.1:x"])
    func `what is none is refused`(url: String) {
        #expect(throws: LoadError.self) { try ServiceAddress(url: url) }
    }

    @Test func `a process is found in the kernel's books, one that is not there is not`() {
        let own = ProcessUsage(pid: getpid())
        #expect((own?.residentBytes ?? 0) > 1_000_000)
        #expect(ProcessUsage(pid: .max) == nil)
        #expect(ProcessUsage.ownCPUSeconds > 0)
        #expect(Machine().processors > 0)
        #expect(Machine().memoryBytes > 0)
    }
}
