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
        let figures = (1...60).map { PaymentSimulation(seed: $0).run().figures }
        #expect(figures.contains { $0.completed > 0 && $0.faults > 0 && $0.starts > 1 })
        #expect(figures.contains { $0.partlyPaid > 0 })
        #expect(figures.contains { $0.sessions == 3 })
    }
}
