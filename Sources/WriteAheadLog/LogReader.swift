package import Disks

/// Reads a directory's log, as start-up and the operators' commands want it.
package enum LogReader {
    /// Hands out every record from a sequence on, and says where the log ends.
    ///
    /// With nil for `from`, begins with the oldest record there is; with nil for `fingerprint`, reads under any. Throws
    /// `LogError`, of which `.damage` and `.missingSegment` mean that something durable is gone, or what `body` throws.
    /// To stop in the middle use a `LogCursor`.
    @discardableResult
    package static func replay(
        disk: any Disk,
        from: UInt64?,
        fingerprint: [UInt8]?,
        _ body: (LogRecord) throws -> Void
    ) throws -> LogTail {
        var cursor = try LogCursor(disk: disk, from: from, fingerprint: fingerprint)
        while let record = try cursor.next() {
            try body(record)
        }
        return cursor.tail
    }

    /// Reads every byte of every segment, and reports on each.
    package static func verify(disk: any Disk, fingerprint: [UInt8]?) throws(LogError) -> [LogFileReport] {
        try segments(on: disk).map { verify($0, disk: disk, fingerprint: fingerprint) }
    }

    /// Reads a segment up to the beginning of the next one, hands its records on, and reports on it.
    ///
    /// Beside a running server `last` says what is durable: what stands behind it may be under way, and is not looked
    /// at.
    package static func verify(
        _ segment: LogSegment,
        disk: any Disk,
        fingerprint: [UInt8]?,
        through last: UInt64 = .max,
        _ body: (LogRecord) -> Void = { _ in }
    ) -> LogFileReport {
        var records: UInt64 = 0
        var problem: LogError?
        var dropped: LogTail.Dropped?
        do throws(LogError) {
            var cursor = try LogCursor(disk: disk, from: segment.firstSequence, fingerprint: fingerprint)
            while cursor.tail.nextSequence <= last, let record = try cursor.next(), record.file == segment.name {
                records += 1
                body(record)
            }
            dropped = cursor.tail.dropped
        } catch {
            problem = error
        }
        // What is wrong with the next segment is told with that one.
        if let file = problem?.file, file != segment.name { problem = nil }
        if let file = dropped?.file, file != segment.name { dropped = nil }
        return LogFileReport(file: segment.name, records: records, problem: problem, dropped: dropped)
    }

    /// The segments in a directory, oldest first.
    package static func segments(on disk: any Disk) throws(LogError) -> [LogSegment] {
        do {
            var segments: [LogSegment] = []
            for first in try SegmentName.firstSequences(on: disk) {
                let name = SegmentName.name(first: first)
                let status = try disk.status(of: name)
                segments.append(
                    LogSegment(
                        name: name,
                        firstSequence: first,
                        bytes: status.bytes,
                        modifiedSeconds: status.modifiedSeconds
                    )
                )
            }
            return segments
        } catch {
            throw LogError(error)
        }
    }

    /// Under which encryption key a segment was written; nil if it has no whole header.
    package static func fingerprint(of segment: LogSegment, disk: any Disk) throws(LogError) -> [UInt8]? {
        let file: any DiskFile
        do {
            file = try disk.open(segment.name, .read)
        } catch {
            throw LogError(error)
        }
        defer { file.close() }
        var window = try FileWindow(file)
        guard try window.load(0, SegmentHeader.bytes) else { return nil }
        switch SegmentHeader.read(window.withBytes(0, SegmentHeader.bytes) { Array($0) }) {
        case .header(let header): return header.fingerprint
        case .unknownVersion, .foreign, .broken: return nil
        }
    }

    /// Refuses a sequence that is, or is before, one that stands in the log.
    ///
    /// A segment that begins with the very sequence is nothing as long as no intact record begins it.
    static func checkNothingStands(at sequence: UInt64, on disk: any Disk) throws(LogError) {
        guard let last = try segments(on: disk).last, last.firstSequence >= sequence else { return }
        let taken = LogError(.sequenceTaken, "the log goes on behind this", file: last.name, sequence: sequence)
        guard last.firstSequence == sequence else { throw taken }
        var cursor = try LogCursor(disk: disk, from: sequence, fingerprint: nil)
        if try cursor.next() != nil { throw taken }
    }
}
