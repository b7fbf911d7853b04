import Simulation
import Testing

/// The whole way of paying by seeds; `simulate --payments` runs more of them.
@Suite struct PaymentSeedTests {
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `whatever goes wrong, one price at most is paid, and the session says what is so`(seed: UInt64) {
        #expect(PaymentSimulation(seed: seed).run().violation == nil, "seed \(seed)")
    }

    @Test func `the same seed leaves the same trace`() {
        let reports = (0..<2).map { _ in PaymentSimulation(seed: 5).run(keepsTrace: true) }
        #expect(reports[0].trace == reports[1].trace)
        #expect(reports[0].digest == reports[1].digest)
        #expect(reports[0].figures.calls > 20)
    }

    @Test func `seeds come to all that there is`() {
        var missing: [(PaymentSimulation.Figures) -> Bool] = [
            { $0.completed > 0 && $0.faults > 0 && $0.starts > 1 }, { $0.partlyPaid > 0 }, { $0.sessions == 3 },
        ]
        for seed in 1...60 as ClosedRange<UInt64> where !missing.isEmpty {
            let figures = PaymentSimulation(seed: seed).run().figures
            missing.removeAll { $0(figures) }
        }
        #expect(missing.isEmpty)
    }
}
