/// A place in a snapshot's file, for errors.
struct SnapshotPlace: Sendable {
    let name: SnapshotName

    /// Bytes of the file that were read.
    let offset: Int64

    func error(
        _ code: SnapshotError.Code,
        line: Int,
        _ message: String,
        cause: (any Error)? = nil
    ) -> SnapshotError {
        SnapshotError(code, file: name.fileName, offset: offset, line: line, message, cause: cause)
    }
}
