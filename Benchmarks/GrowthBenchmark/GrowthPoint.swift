/// What was measured at one size.
struct GrowthPoint: Codable, Equatable {
    /// Sessions there were when the measurement began.
    var sessions: Int

    /// A create under a fresh key.
    var create: OperationCost

    /// A read of a session chosen among all.
    var read: OperationCost

    /// The newest ten.
    var list: OperationCost

    /// What the service held, in bytes.
    var residentBytes: Int

    /// What it held of that above an empty service, for each session with its idempotency record.
    var bytesPerSession: Double

    /// How long a snapshot took with nothing else to do, in seconds.
    var snapshotSeconds: Double

    /// The 99th percentile of a shop's requests at a fixed rate, in microseconds.
    var p99WithoutSnapshot: Double

    /// The same while snapshots were written one behind the other.
    var p99DuringSnapshots: Double

    /// How many those were.
    var snapshotsDuring: Int

    /// From the launch to the ready line, with the newest snapshot, in seconds.
    var startFromSnapshotSeconds: Double

    /// What the service held after that start, in bytes.
    var residentBytesAfterStart: Int

    /// From the launch to the ready line, without any snapshot, in seconds.
    var startFromLogSeconds: Double

    /// Changes that this start replayed.
    var logRecords: Int
}
