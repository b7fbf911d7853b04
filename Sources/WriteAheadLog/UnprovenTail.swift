import Disks

/// The records at the end of a log that none behind them says to be durable, made safe before anybody relies on them.
///
/// The run that wrote them may have ended before their sync, or because of it. After a sync that failed the system may
/// go on reading from its memory what the disk does not have, and call it clean: then the next sync succeeds, and has
/// written nothing. So these records are written once more where they stand, and synced. They are the same bytes, which
/// a crash meanwhile cannot harm.
///
/// Only the last segment has such records: the one before a segment is synced before that begins.
enum UnprovenTail {
    /// Writes and syncs what is not proven; blocks for as long as the disk takes.
    static func makeSafe(on disk: any Disk) throws(LogError) {
        guard let (name, file) = try lastSegment(on: disk) else { return }
        defer { file.close() }
        let range = try range(of: file, name: name)
        do {
            if let range { try rewrite(range, of: file) }
            try file.synchronize()
        } catch {
            throw LogError(error)
        }
    }

    private static func lastSegment(on disk: any Disk) throws(LogError) -> (name: String, file: any DiskFile)? {
        do {
            guard let last = try SegmentName.firstSequences(on: disk).last else { return nil }
            let name = SegmentName.name(first: last)
            return (name, try disk.open(name, .readWrite))
        } catch {
            throw LogError(error)
        }
    }

    /// Where the tail stands; nil if every record is proven, or if the segment has no whole header and so no records.
    private static func range(of file: any DiskFile, name: String) throws(LogError) -> Range<Int64>? {
        var window = try FileWindow(file)
        guard try window.load(0, SegmentHeader.bytes),
            case .header(let header) = SegmentHeader.read(window.withBytes(0, SegmentHeader.bytes) { Array($0) })
        else {
            return nil
        }
        let segment = SegmentReader(name: name, header: header, window: window)
        var unproven: [SegmentReader.Found] = []
        var end = Int64(SegmentHeader.bytes)
        var sequence = header.firstSequence - 1
        while let found = try next(in: segment, at: end, after: sequence) {
            unproven.removeAll { $0.frame.sequence <= found.frame.durableMark }
            unproven.append(found)
            sequence = found.frame.sequence
            end = found.offset + Int64(found.frame.bytes)
        }
        return unproven.first.map { $0.offset..<end }
    }

    /// The next intact record; damage before it is the business of whoever reads the log.
    private static func next(
        in segment: SegmentReader,
        at offset: Int64,
        after sequence: UInt64
    ) throws(LogError) -> SegmentReader.Found? {
        if let frame = try segment.frame(at: offset) { return SegmentReader.Found(frame: frame, offset: offset) }
        return try segment.search(from: offset, after: sequence).found
    }

    private static func rewrite(_ range: Range<Int64>, of file: any DiskFile) throws(DiskError) {
        var buffer = [UInt8](repeating: 0, count: min(range.count, LogLimits.readBytes))
        var offset = range.lowerBound
        while offset < range.upperBound {
            let wanted = Int(min(range.upperBound - offset, Int64(buffer.count)))
            // Safe because the buffer has as many bytes, and the disk touches them inside the calls only.
            let count = try buffer.withUnsafeMutableBufferPointer { bytes throws(DiskError) in
                let part = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[..<wanted])
                let count = try file.read(into: part, at: offset)
                try file.write(UnsafeRawBufferPointer(rebasing: part[..<count]), at: offset)
                return count
            }
            guard count > 0 else { return }
            offset += Int64(count)
        }
    }
}
