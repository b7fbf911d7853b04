package import Disks

/// Reads a log record by record, and tells at every break whether a crash explains it.
///
/// A broken or empty place at sequence *s* of the last segment is a torn tail exactly if no intact record behind it
/// says that *s* was durable. In an older segment it is the end of the segment if the next one begins with *s*: the run
/// that began it had read up to there; what stands behind in the older one is ignored. Where the header of the last
/// segment names a next one, that is missing. Everything else is damage.
///
/// Damage before `from` in the segment that contains it does no harm, and is passed over where an intact record
/// follows. Reading beside a running server is safe: a break is looked at again before it is called damage.
package struct LogCursor {
    private let disk: any Disk
    private let fingerprint: [UInt8]?
    private let from: UInt64
    private var firsts: [UInt64]
    private var index: Int
    private var segment: SegmentReader?
    private var offset: Int64 = 0
    private var expected: UInt64
    private var records: UInt64 = 0
    private var dropped: LogTail.Dropped?
    private var isAtEnd: Bool

    /// Begins to read at a sequence, or at the oldest record there is.
    ///
    /// With a `fingerprint`, segments under another one are refused. Fails with `.missingSegment` if the log begins
    /// after `from`; a directory without any log is empty and no error.
    package init(disk: any Disk, from: UInt64?, fingerprint: [UInt8]?) throws(LogError) {
        self.disk = disk
        self.fingerprint = fingerprint
        do {
            firsts = try SegmentName.firstSequences(on: disk)
        } catch {
            throw LogError(error)
        }
        self.from = from ?? firsts.first ?? 1
        isAtEnd = firsts.isEmpty
        index = 0
        expected = self.from
        guard let oldest = firsts.first else { return }
        let start = self.from
        guard let containing = firsts.lastIndex(where: { $0 <= start }) else {
            let name = SegmentName.name(first: oldest)
            throw LogError(.missingSegment, "the log begins after what is needed", file: name, sequence: start)
        }
        index = containing
        expected = firsts[containing]
    }

    /// Where the log ends; complete once `next()` has given nil.
    package var tail: LogTail {
        LogTail(nextSequence: max(from, expected), end: end, records: records, dropped: dropped)
    }

    /// The next record, or nil at the end.
    package mutating func next() throws(LogError) -> LogRecord? {
        while !isAtEnd {
            guard let segment else {
                try openSegment()
                continue
            }
            if expected == following {
                self.segment = nil
                index += 1
            } else if let frame = try segment.frame(at: offset) {
                if let record = try take(frame, of: segment) { return record }
            } else {
                try resolveBreak(in: segment)
            }
        }
        return nil
    }

    private var end: LogTail.End? {
        firsts.isEmpty
            ? nil
            : LogTail.End(file: SegmentName.name(first: firsts[index]), offset: offset, sequence: expected)
    }

    /// The first sequence of the next segment; nil in the last one.
    private var following: UInt64? {
        index + 1 < firsts.count ? firsts[index + 1] : nil
    }

    private mutating func take(_ frame: RecordFrame, of segment: SegmentReader) throws(LogError) -> LogRecord? {
        guard frame.sequence == expected, frame.durableMark < frame.sequence else {
            throw damage("a record that cannot stand here, of sequence \(frame.sequence)", in: segment.name)
        }
        let place = offset
        expected += 1
        offset += Int64(frame.bytes)
        guard frame.sequence >= from else { return nil }
        records += 1
        return LogRecord(
            sequence: frame.sequence,
            durableSequence: frame.durableMark,
            payload: try segment.payload(of: frame, at: place),
            file: segment.name,
            offset: place
        )
    }

    /// Decides what a place without an intact record means: the end, damage, or a record to go on with.
    private mutating func resolveBreak(in segment: SegmentReader) throws(LogError) {
        var (found, contentEnd) = try segment.search(from: offset, after: expected)
        while let later = found {
            if later.frame.sequence <= from {
                expected = later.frame.sequence
                offset = later.offset
                return
            }
            if following == nil, later.frame.durableMark >= expected {
                try segment.refresh()
                if try segment.frame(at: offset) != nil { return }
                throw damage("a record that was durable is broken", in: segment.name)
            }
            let end = later.offset + Int64(later.frame.bytes)
            (found, contentEnd) = try segment.search(from: end, after: expected)
        }
        if following != nil {
            throw contentEnd > offset
                ? damage("a record that was durable is broken", in: segment.name)
                : LogError(
                    .missingSegment,
                    "the segment ends before the next one begins",
                    file: segment.name,
                    offset: offset,
                    sequence: expected
                )
        }
        guard let successor = segment.header.successor else { return drop(to: contentEnd, in: segment.name) }
        try goOn(with: successor, behind: segment)
    }

    /// Goes on with a segment that a running server has begun since the directory was listed; one that is named and not
    /// there is missing.
    private mutating func goOn(with successor: UInt64, behind segment: SegmentReader) throws(LogError) {
        let name = SegmentName.name(first: successor)
        guard try exists(name) else {
            throw LogError(
                .missingSegment,
                "the log goes on in \(name), which is not there",
                file: segment.name,
                offset: offset,
                sequence: expected
            )
        }
        firsts.append(successor)
        try segment.refresh()
    }

    private func exists(_ name: String) throws(LogError) -> Bool {
        do {
            return try disk.exists(name)
        } catch {
            throw LogError(error)
        }
    }

    private mutating func openSegment() throws(LogError) {
        let name = SegmentName.name(first: firsts[index])
        var window = try window(of: name)
        offset = 0
        guard try window.load(0, SegmentHeader.bytes) else { return try giveUp(on: window, name) }
        switch SegmentHeader.read(window.withBytes(0, SegmentHeader.bytes) { Array($0) }) {
        case .header(let header):
            guard header.firstSequence == firsts[index] else {
                throw damage("the header is that of another segment", in: name)
            }
            if let fingerprint, header.fingerprint != fingerprint {
                throw LogError(.wrongFingerprint, "written under another encryption key", file: name)
            }
            segment = SegmentReader(name: name, header: header, window: window)
            offset = Int64(SegmentHeader.bytes)
        case .unknownVersion(let version):
            throw LogError(.unknownVersion, "of format \(version), which this program does not know", file: name)
        case .foreign:
            throw LogError(.notASegment, "not a segment of a log", file: name, offset: 0)
        case .broken:
            try giveUp(on: window, name)
        }
    }

    /// Passes over a last segment that has no header yet; with anything behind the header, that is damage.
    private mutating func giveUp(on window: FileWindow, _ name: String) throws(LogError) {
        var window = window
        let contentEnd = try window.contentEnd()
        guard following == nil, contentEnd <= Int64(SegmentHeader.bytes) else {
            throw damage("the header is broken", in: name)
        }
        drop(to: contentEnd, in: name)
    }

    private mutating func drop(to contentEnd: Int64, in name: String) {
        isAtEnd = true
        guard contentEnd > offset else { return }
        dropped = LogTail.Dropped(file: name, offset: offset, bytes: contentEnd - offset)
    }

    private func window(of name: String) throws(LogError) -> FileWindow {
        let file: any DiskFile
        do {
            file = try disk.open(name, .read)
        } catch {
            throw LogError(error)
        }
        return try FileWindow(file)
    }

    private func damage(_ message: String, in name: String) -> LogError {
        LogError(.damage, message, file: name, offset: offset, sequence: expected)
    }
}
