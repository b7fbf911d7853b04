import Simulation
import Testing

/// Whether the simulations would find a fault, if there were one.
@Suite struct PlantedFaultTests {
    /// More than any of them takes, and few enough that one that is not found does not hold up everything.
    private static let mostSeeds: UInt64 = 100

    @Test(arguments: PlantedFault.all)
    func `a planted fault is found, and without it the same seed breaks no promise`(fault: PlantedFault) throws {
        try find(fault) { SeededSimulation(History(seed: $1), wiring: $0).run().violation }
    }

    @Test(arguments: PlantedFault.payments)
    func `a fault planted among payments is found, and without it the same seed breaks no promise`(
        fault: PlantedFault
    ) throws {
        try find(fault) { PaymentSimulation(seed: $1, wiring: $0).run().violation }
    }

    private func find(_ fault: PlantedFault, _ violation: (Wiring, UInt64) -> String?) throws {
        var seed: UInt64 = 1
        var found = violation(fault.wiring(true), seed)
        while found == nil {
            seed += 1
            try #require(seed <= Self.mostSeeds, "no seed finds it")
            found = violation(fault.wiring(true), seed)
        }
        #expect(violation(fault.wiring(false), seed) == nil, "seed \(seed)")
        Attachment.record("seed \(seed): \(found ?? "")\n", named: "\(fault.testDescription).txt")
    }
}
