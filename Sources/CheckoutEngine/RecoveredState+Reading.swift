import Checkout
import Disks
import Snapshots
import WriteAheadLog

/// Bringing a state back from files; start-up and restoring share it, and it changes nothing on disk.
extension RecoveredState {
    /// What a snapshot holds; with a `fingerprint`, one that was written under another encryption key is refused.
    ///
    /// `onLine` is told how many lines of how many have been taken.
    init(
        reading name: SnapshotName,
        on disk: any Disk,
        router: ShardRouter,
        fingerprint: [UInt8]?,
        onLine: (Int, Int) -> Void = { _, _ in }
    ) throws {
        self.init(router: router)
        var bytes: Int64 = 0
        var lines = (taken: 0, all: 0)
        let takeHeader: (SnapshotHeader) throws -> Void = { header in
            sequence = header.sequence
            newest = Timestamp(secondsSinceEpoch: header.createdAt)
            lines.all = header.counts.values.values.reduce(1, +)
        }
        footer = try SnapshotReader.read(disk: disk, name: name, onHeader: takeHeader) { line in
            bytes += Int64(line.count)
            lines.taken += 1
            onLine(lines.taken, lines.all)
            guard self.fingerprint == nil else {
                try take(line)
                return
            }
            self.fingerprint = try SnapshotFormat.fingerprint(in: line)
            guard fingerprint == nil || self.fingerprint == fingerprint else {
                throw RecoveryError.wrongEncryptionKey(file: name.fileName)
            }
        }
        finishSnapshot()
        snapshot = SnapshotProgress(
            sequence: sequence,
            takenAt: newest,
            bytes: bytes,
            fileBytes: try disk.status(of: name.fileName).bytes,
            loggedBytes: 0
        )
    }

    /// Applies the log from the next sequence on, record by record; a record that `wants` declines is passed over.
    ///
    /// Ends behind the record `last`, and before one that `isBeyond` says true of. When this throws, the state holds
    /// every record before the place of the error, unless that is a `RecoveryError.record`: then the record may have
    /// been applied in part.
    @discardableResult
    mutating func replayLog(
        of disk: any Disk,
        fingerprint: [UInt8]?,
        through last: UInt64 = .max,
        wants: (LogRecord, [Event]) -> Bool = { _, _ in true },
        isBeyond: ([Event]) -> Bool = { _ in false }
    ) throws -> LogTail {
        var cursor = try LogCursor(disk: disk, from: sequence + 1, fingerprint: fingerprint)
        // What stands behind is not looked at: it may be what makes no sense.
        while let record = try cursor.next(), record.sequence <= last {
            do {
                let events = try LogRecordFormat.decode(record.payload)
                if isBeyond(events) { break }
                if wants(record, events) { try apply(events, sequence: record.sequence) }
            } catch {
                throw RecoveryError.record(record.file, offset: record.offset, record.sequence, "\(error)")
            }
        }
        return cursor.tail
    }
}
