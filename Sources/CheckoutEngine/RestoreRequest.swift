package import Checkout
package import Snapshots

/// What is to be restored of a data directory.
package struct RestoreRequest: Sendable {
    /// The snapshot to begin from; nil takes the newest that is whole and serves, or the log alone.
    package var snapshot: SnapshotName?

    /// Everything up to the end of this second; nil for everything there is.
    package var until: Timestamp?

    /// False for the snapshot alone.
    package var takesLog = true

    /// Beside a running server the last sequence that is durable: what stands behind it may be under way.
    package var durableSequence = UInt64.max

    /// Everything there is.
    package init() {}
}
