package import Snapshots

/// What was restored, and from what.
package struct RestoreResult: Sendable {
    /// The snapshot that stands in the new directory now.
    package let file: SnapshotName

    /// The snapshot it began from; nil for the log alone.
    package let base: SnapshotName?

    /// How many records of the log were applied behind it.
    package let records: Int

    /// What the new directory holds, as it was read back.
    package let figures: StateFigures

    /// The key's name, by which a key can be checked.
    package let fingerprint: [UInt8]

    /// Newer snapshots that are damaged and were passed over.
    package let passedOver: [SnapshotError]

    /// What was asked for and could not be had; nil if all of it is there.
    package let loss: RestoreLoss?
}
