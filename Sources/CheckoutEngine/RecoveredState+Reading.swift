import Checkout
import Disks
import Snapshots
import WriteAheadLog

/// Bringing a state back from files; start-up and restoring share it, and it changes nothing on disk.
extension RecoveredState {
    /// What a snapshot holds; with a `fingerprint`, one that was written under another encryption key is refused.
    ///
    /// So many `helpers` read lines beside the caller. `onLine` is told how many lines of how many have been taken.
    init(
        reading name: SnapshotName,
        on disk: any Disk,
        router: ShardRouter,
        fingerprint: [UInt8]?,
        helpers: Int = 0,
        onLine: (Int, Int) -> Void = { _, _ in }
    ) throws {
        self.init(router: router)
        var lines = LineIntake(
            decoder: OrderedDecoder(helpers: helpers) { line in try SnapshotContent(reading: line.bytes) }
        )
        let takeHeader: (SnapshotHeader) throws -> Void = { header in
            sequence = header.sequence
            newest = Timestamp(secondsSinceEpoch: header.createdAt)
            lines.expected = header.counts.values.values.reduce(1, +)
        }
        do {
            footer = try SnapshotReader.readPlaced(disk: disk, name: name, onHeader: takeHeader) { line in
                lines.bytes += Int64(line.count)
                guard self.fingerprint != nil else {
                    self.fingerprint = try SnapshotFormat.fingerprint(in: line.bytes)
                    guard fingerprint == nil || self.fingerprint == fingerprint else {
                        throw RecoveryError.wrongEncryptionKey(file: name.fileName)
                    }
                    lines.taken += 1
                    return
                }
                try take(lines.decoder.add(line, bytes: line.count), &lines, onLine)
            }
            while let decoded = lines.decoder.removeFirst() { try take(decoded, &lines, onLine) }
        } catch {
            // What is wrong with an earlier line comes first, however far was read ahead.
            while !lines.isRefused, let decoded = lines.decoder.removeFirst() { try take(decoded, &lines, onLine) }
            throw error
        }
        finishSnapshot()
        snapshot = SnapshotProgress(
            sequence: sequence,
            takenAt: newest,
            bytes: lines.bytes,
            fileBytes: try disk.status(of: name.fileName).bytes,
            loggedBytes: 0
        )
    }

    /// The lines of a snapshot on their way in.
    private struct LineIntake {
        let decoder: OrderedDecoder<PlacedLine, SnapshotContent>
        var bytes: Int64 = 0
        var taken = 0
        var expected = 0
        var isRefused = false
    }

    private mutating func take(
        _ decoded: [OrderedDecoder<PlacedLine, SnapshotContent>.Decoded],
        _ lines: inout LineIntake,
        _ onLine: (Int, Int) -> Void
    ) throws {
        for (line, content) in decoded {
            do {
                try take(content.get())
            } catch {
                lines.isRefused = true
                throw line.refusal(error)
            }
            lines.taken += 1
            onLine(lines.taken, lines.expected)
        }
    }

    /// Applies the log from the next sequence on, record by record; a record that `wants` declines is passed over.
    ///
    /// Ends behind the record `last`, and before one that `isBeyond` says true of; what is wrong with the log behind it
    /// is not told. When this throws, the state holds every record before the place of the error, unless that is a
    /// `RecoveryError.record`: then the record may have been applied in part. So many `helpers` decode records beside
    /// the caller.
    @discardableResult
    mutating func replayLog(
        of disk: any Disk,
        fingerprint: [UInt8]?,
        through last: UInt64 = .max,
        helpers: Int = 0,
        wants: (LogRecord, ReplayedRecord) -> Bool = { _, _ in true },
        isBeyond: (ReplayedRecord) -> Bool = { _ in false }
    ) throws -> LogTail {
        var cursor = try LogCursor(disk: disk, from: sequence + 1, fingerprint: fingerprint)
        let decoder = OrderedDecoder(helpers: helpers) { (record: LogRecord) in
            ReplayedRecord(try LogRecordFormat.decode(record.payload), sequence: record.sequence)
        }
        do {
            // What stands behind is not looked at: it may be what makes no sense.
            while let record = try cursor.next(), record.sequence <= last {
                let decoded = decoder.add(record, bytes: record.payload.count)
                guard try apply(decoded, wants, isBeyond) else { return cursor.tail }
            }
        } catch let error as LogError {
            // The records before the place of the error are whole.
            while let decoded = decoder.removeFirst() {
                guard try apply(decoded, wants, isBeyond) else { return cursor.tail }
            }
            throw error
        }
        while let decoded = decoder.removeFirst() {
            guard try apply(decoded, wants, isBeyond) else { break }
        }
        return cursor.tail
    }

    /// Applies records; false before the one that is beyond.
    private mutating func apply(
        _ decoded: [OrderedDecoder<LogRecord, ReplayedRecord>.Decoded],
        _ wants: (LogRecord, ReplayedRecord) -> Bool,
        _ isBeyond: (ReplayedRecord) -> Bool
    ) throws -> Bool {
        for (record, result) in decoded {
            do {
                let content = try result.get()
                if isBeyond(content) { return false }
                if wants(record, content) { try apply(content, sequence: record.sequence) }
            } catch {
                throw RecoveryError.record(record.file, offset: record.offset, record.sequence, "\(error)")
            }
        }
        return true
    }
}
