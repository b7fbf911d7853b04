/// How far a restore has come.
package struct RestoreProgress: Sendable {
    /// What is being done.
    package enum Step: Sendable, CaseIterable {
        /// A snapshot's lines are taken in.
        case readingSnapshot
        /// Records of the log are applied.
        case readingLog
        /// The new snapshot is written.
        case writing
        /// The new snapshot is read.
        case readingBack
    }

    /// What is being done.
    package let step: Step

    /// Lines, records or parts done.
    package let done: Int

    /// Of how many; nil where nobody knows.
    package let total: Int?
}
