package import Checkout
import Snapshots

/// What was last written, by which the next snapshot is judged due.
package struct SnapshotProgress: Sendable {
    /// The cut of the newest snapshot; 0 without one.
    package internal(set) var sequence: UInt64

    /// When it was taken, or when the service started.
    package internal(set) var takenAt: Timestamp

    /// Bytes of all its lines.
    package internal(set) var bytes: Int64

    /// Bytes of the file.
    package internal(set) var fileBytes: Int64

    /// Bytes that had been appended to the log by then.
    var loggedBytes: UInt64

    /// The file's name; meaningless before the first snapshot.
    package var fileName: String {
        SnapshotName(sequence: sequence).fileName
    }

    /// True if enough has changed since for the next one.
    ///
    /// After the interval if the log since exceeds a quarter of the last snapshot, so that a busy server does not write
    /// more snapshot than log; after `Limits.longestSnapshotIntervalSeconds` if anything changed at all.
    func isDue(at now: Timestamp, interval: Int64, sequence: UInt64, loggedBytes: UInt64) -> Bool {
        guard sequence > self.sequence else {
            return false
        }
        let age = now - takenAt
        let logged = Int64(clamping: loggedBytes - self.loggedBytes)
        return age >= interval && logged > bytes / 4 || age >= Limits.longestSnapshotIntervalSeconds
    }
}
