/// Runs the whole way of paying by a seed: the engine and what drives its payments on a simulated machine, and the
/// sandbox's wallets behind a bad network, held against the wallets' books all the way.
package struct PaymentSimulation: Sendable {
    /// What came of it.
    package struct Report: Sendable {
        /// What was not as promised; nil if everything was.
        package let violation: String?

        /// Sums up everything that happened, to the byte.
        package let digest: UInt64

        /// What happened, where it was to be kept.
        package let trace: [String]

        /// How much happened.
        package let figures: Figures
    }

    /// How much happened.
    package struct Figures: Sendable {
        /// Sessions that customers were sent to.
        package var sessions = 0

        /// Those that were paid.
        package var completed = 0

        /// Those of which half was paid.
        package var partlyPaid = 0

        /// Those that had ended when their money came.
        package var paidLate = 0

        /// Starts of an engine.
        package var starts = 0

        /// Calls of wallets.
        package var calls = 0

        /// Those of them that went wrong on the way.
        package var faults = 0
    }

    /// The seed that all of it comes from.
    package let seed: UInt64

    private let wiring: Wiring

    /// A simulation of a seed, with the program's wiring or with a fault planted in it.
    package init(seed: UInt64, wiring: Wiring = Wiring()) {
        self.seed = seed
        self.wiring = wiring
    }

    /// Runs it, on the caller's thread.
    package func run(keepsTrace: Bool = false) -> Report {
        PaymentRun(seed: seed, wiring, Trace(isKept: keepsTrace)).report()
    }
}
