/// What is wrong with a snapshot's lines; the reader adds file and place to make a `SnapshotError` of it.
struct SnapshotProblem: Error {
    let code: SnapshotError.Code
    let message: String
}
