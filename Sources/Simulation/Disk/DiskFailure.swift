import Disks

/// A failure that a disk was asked for.
struct DiskFailure: Sendable {
    /// Which operations count; nil for all.
    let operation: DiskOperation?

    /// How many of them are still to come, the failing one included.
    var left: Int

    /// What the failing one says.
    let code: DiskError.Code

    func counts(_ operation: DiskOperation) -> Bool {
        self.operation.map { $0 == operation } ?? true
    }
}
