import Simulation
import Testing

@testable import Snapshots

@Suite struct SnapshotRetentionTests {
    private let hour: Int64 = 3_600

    /// Snapshots whose sequence is their time in minutes.
    private func plan(_ minutes: [Int64], now: Int64, hours: Int64 = 24) -> SnapshotRetention.Plan {
        let candidates = minutes.map { (name: SnapshotName(sequence: UInt64($0)), time: $0 * 60) }
        return SnapshotRetention.plan(snapshots: candidates, now: now * 60, retentionSeconds: hours * hour)
    }

    private func kept(_ minutes: [Int64], now: Int64, hours: Int64 = 24) -> [Int64] {
        plan(minutes, now: now, hours: hours).keep.map { Int64($0.sequence) }
    }

    @Test func `without snapshots nothing goes and the whole log is needed`() {
        let nothing = SnapshotRetention.Plan(keep: [], remove: [], firstSequenceNeeded: nil)
        #expect(plan([], now: 10_000) == nothing)
    }

    @Test func `the log is needed from its beginning until a snapshot is as old as the retention time`() {
        // Two hours before 1000 is 880.
        #expect(plan([881, 900, 999], now: 1_000, hours: 2).firstSequenceNeeded == nil)
        #expect(plan([881, 900, 999], now: 1_001, hours: 2).firstSequenceNeeded == 882)
        #expect(plan([1_500], now: 1_000, hours: 2).firstSequenceNeeded == nil)
        #expect(plan([600], now: 600, hours: 0).firstSequenceNeeded == 601)
    }

    @Test(
        arguments: [
            ([600], 601, [600]), ([600], 60_000, [600]), ([600, 601, 602, 659], 659, [659, 600]),
            ([600, 601, 659, 660, 661], 661, [661, 660, 600]), ([661, 600, 660, 659, 601], 661, [661, 660, 600]),
        ] as [([Int64], Int64, [Int64])]
    )
    func `the newest stays, and the first of each hour`(minutes: [Int64], now: Int64, expected: [Int64]) {
        #expect(kept(minutes, now: now) == expected)
    }

    @Test func `one older than the retention time stays, the newest of them`() {
        // Two hours before 1000 is 880.
        #expect(kept([600, 700, 880, 881, 960, 999], now: 1_000, hours: 2) == [999, 960, 881, 880])
        #expect(plan([600, 700, 880, 881, 960, 999], now: 1_000, hours: 2).firstSequenceNeeded == 881)
        #expect(plan([600, 700, 880, 881, 960, 999], now: 1_000, hours: 2).remove.map(\.sequence) == [700, 600])
    }

    @Test func `no retention keeps the newest alone, a snapshot from the future is young`() {
        #expect(kept([600, 601, 602], now: 602, hours: 0) == [602])
        #expect(kept([600, 700, 900, 901], now: 602) == [901, 900, 700, 600])
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `every moment of the retention time stays within reach, however often the plan is carried out`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let first: Int64 = 10_000
        var present = [first]
        var time = first
        for _ in 0..<600 {
            time += Int64(random.next() % 40)
            if present.last != time { present.append(time) }
            present = kept(present, now: time).reversed()
            let isReachable = time < first + 24 * 60 || present[0] <= time - 24 * 60
            #expect(isReachable, "at \(time), seed \(seed)")
            #expect(present.count <= 27, "at \(time), seed \(seed)")
            #expect(present.last == time)
            let gaps = zip(present, present.dropFirst()).map { $1 - $0 }
            #expect(gaps.allSatisfy { $0 < 160 }, "at \(time), seed \(seed)")
        }
    }
}
