import Reactors
import Testing

@testable import LoadGeneration

@Suite struct OpenScheduleTests {
    private let start = MonotonicTime(nanoseconds: 5_000_000_000)

    private func times(_ schedule: OpenSchedule) -> [Int64] {
        var schedule = schedule
        var times: [Int64] = []
        while let next = schedule.next {
            #expect(schedule.left > 0)
            times.append(next.nanoseconds - start.nanoseconds)
            schedule.advance()
        }
        #expect(schedule.left == 0)
        return times
    }

    @Test func `requests begin at even times from the start to the end`() {
        let schedule = OpenSchedule(start: start, rate: 4, duration: .seconds(2))
        #expect(schedule.left == 8)
        #expect(times(schedule) == (0..<8).map { $0 * 250_000_000 })
    }

    @Test func `the times do not drift, however odd the rate`() {
        let times = times(OpenSchedule(start: start, rate: 27_400, duration: .seconds(10)))
        #expect(times.count == 274_000)
        #expect(times[137_000] == 5_000_000_000)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test(arguments: [1, 2, 3, 7])
    func `workers share a schedule without gap or overlap`(workers: Int) {
        let whole = times(OpenSchedule(start: start, rate: 1000, duration: .milliseconds(10)))
        let shares = (0..<workers)
            .map { OpenSchedule(start: start, rate: 1000, duration: .milliseconds(10), offset: $0, stride: workers) }
        #expect(shares.map(\.left).reduce(0, +) == whole.count)
        #expect(shares.flatMap(times).sorted() == whole)
    }
}
