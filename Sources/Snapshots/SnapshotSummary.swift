/// What was written, for the log and for the decision when to take the next snapshot.
package struct SnapshotSummary: Sendable, Equatable {
    /// The finished file.
    package let name: SnapshotName

    /// What its last line says.
    package let footer: SnapshotFooter

    /// Bytes of all lines, header and footer included.
    package let uncompressedBytes: Int64

    /// Bytes of the file.
    package let fileBytes: Int64
}
