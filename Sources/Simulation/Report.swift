/// What came of a simulation.
package struct Report: Sendable {
    /// What was not as promised; nil if everything was.
    package let violation: String?

    /// The operation of the history that was done last; nil if none was.
    package let lastOperation: Int?

    /// Sums up everything that happened, to the byte.
    package let digest: UInt64

    /// What happened, where it was to be kept.
    package let trace: [String]

    /// How much happened.
    package let figures: Figures

    /// How much happened.
    package struct Figures: Sendable {
        /// Requests of clients that were answered.
        package var answers = 0

        /// Connections of clients that were cut.
        package var cuts = 0

        /// Turns of reactors.
        package var turns = 0

        /// Operations of disks.
        package var diskOperations = 0

        /// Starts of an engine.
        package var starts = 0

        /// Failures that were asked of a disk and did not come before its time was over.
        package var failuresUnmet = 0
    }
}
