import Simulation
import Testing

/// Whether the simulation would find a fault, if there were one.
@Suite struct PlantedFaultTests {
    private static let mostSeeds: UInt64 = 1_000

    @Test(arguments: PlantedFault.all)
    func `a planted fault is found, and without it the same seeds break no promise`(fault: PlantedFault) throws {
        var seed: UInt64 = 1
        var found = violation(fault.wiring(true), seed)
        while found == nil {
            seed += 1
            try #require(seed <= Self.mostSeeds, "no seed finds it")
            found = violation(fault.wiring(true), seed)
        }
        for other in 1...seed {
            #expect(violation(fault.wiring(false), other) == nil, "seed \(other)")
        }
        Attachment.record("seed \(seed): \(found ?? "")\n", named: "\(fault.testDescription).txt")
    }

    private func violation(_ wiring: Wiring, _ seed: UInt64) -> String? {
        SeededSimulation(History(seed: seed), wiring: wiring).run().violation
    }
}
