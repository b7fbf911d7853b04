import Simulation
import Testing

@Suite struct SeedTests {
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func `a seed's history breaks no promise`(seed: UInt64) {
        #expect(Simulation(History(seed: seed)).run().violation == nil, "seed \(seed)")
    }
}
