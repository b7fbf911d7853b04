package import Snapshots

/// What a restore would bring back.
package struct RestorePreview: Sendable {
    /// The snapshot it would begin from; nil for the log alone.
    package let base: SnapshotName?

    /// What there would be.
    package let figures: StateFigures

    /// What would be missing.
    package let loss: RestoreLoss?
}
