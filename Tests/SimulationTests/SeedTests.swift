import Simulation
import Testing

@Suite struct SeedTests {
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func `a seed's history breaks no promise`(seed: UInt64) {
        #expect(SeededSimulation(History(seed: seed)).run().violation == nil, "seed \(seed)")
    }

    @Test func `the same seed leaves the same trace`() {
        let runs = (0..<2).map { _ in SeededSimulation(History(seed: 9)).run(keepsTrace: true) }
        #expect(runs[0].trace == runs[1].trace)
        #expect(runs[0].digest == runs[1].digest)
        #expect(!runs[0].trace.isEmpty)
    }
}
