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

    @Test func `whose connection is cut asks again, and finds it done before or does it now`() {
        var answers: Set<Substring> = []
        for seed in 1...20 as ClosedRange<UInt64> where !answers.isSuperset(of: ["done", "replayed"]) {
            let trace = SeededSimulation(History(seed: seed)).run(keepsTrace: true).trace
            for line in trace where line.contains(" asks again as ") {
                let answer = "    answer \(line.split(separator: " ")[3]): "
                answers.formUnion(
                    trace.filter { $0.hasPrefix(answer) }.compactMap { $0.split(separator: " ")[2...].first }
                )
            }
        }
        #expect(answers.isSuperset(of: ["done", "replayed"]))
    }
}
