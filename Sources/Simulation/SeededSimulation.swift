/// Runs a history: the engine's own code on a simulated machine, held against the reference model all the way.
package struct SeededSimulation: Sendable {
    /// What happens.
    package let history: History

    private let wiring: Wiring

    /// A simulation of a history, with the program's wiring or with a fault planted in it.
    package init(_ history: History, wiring: Wiring = Wiring()) {
        self.history = history
        self.wiring = wiring
    }

    /// Runs it, on the caller's thread.
    package func run(keepsTrace: Bool = false) -> Report {
        SimulationRun(history, wiring, Trace(isKept: keepsTrace)).report()
    }
}
