import Disks
import Testing

@testable import Simulation

/// The first, the second, … the last call of the disk fails, each in a run of its own.
@Suite struct EveryCallFailsTests {
    @Test(arguments: Scenario.all, [.inputOutput, .noSpace] as [DiskError.Code])
    func `whichever call fails, what was acknowledged is there after it`(
        scenario: Scenario,
        code: DiskError.Code
    ) {
        for seed in 1...2 as ClosedRange<UInt64> {
            var count = 0
            var isMet = true
            while isMet {
                count += 1
                let report = scenario.run(failing: count, code, seed: seed)
                #expect(report.violation == nil, "call \(count), seed \(seed)")
                isMet = report.figures.failuresUnmet == 0
                // Where room is made ready a full disk is no failure: the log is read-only until there is room.
                let isTold = report.trace.contains { $0.contains("as asked for") }
                #expect(!isMet || isTold || code == .noSpace, "call \(count), seed \(seed)")
            }
            // The last run met no failure.
            #expect(count > 1, "seed \(seed)")
            Attachment.record("\(count - 1) calls\n", named: "\(scenario.testDescription), \(code), \(seed).txt")
        }
    }
}
