/// One segment, read from front to back through one buffer.
final class SegmentReader {
    /// An intact frame and where it begins.
    struct Found {
        let frame: RecordFrame
        let offset: Int64
    }

    let name: String
    let header: SegmentHeader
    private let seed: UInt32
    private var window: FileWindow

    init(name: String, header: SegmentHeader, window: FileWindow) {
        self.name = name
        self.header = header
        self.window = window
        seed = RecordFrame.seed(salt: header.salt)
    }

    /// The intact frame at an offset, or nil.
    func frame(at offset: Int64) throws(LogError) -> RecordFrame? {
        guard let front = try front(at: offset), try isIntact(front, at: offset) else { return nil }
        return front
    }

    /// The payload of the frame that `frame(at:)` has just found.
    func payload(of frame: RecordFrame, at offset: Int64) throws(LogError) -> [UInt8] {
        let isThere = try window.load(offset + Int64(RecordFrame.headerBytes), frame.payloadBytes)
        precondition(isThere, "an intact frame lies within its file")
        return window.withBytes(offset + Int64(RecordFrame.headerBytes), frame.payloadBytes) { Array($0) }
    }

    /// The first intact frame of a later record, at any place from an offset on; and where in any case the content
    /// ends.
    ///
    /// The content ends behind the last byte before the frame, or in the file, that is not zero.
    func search(from start: Int64, after sequence: UInt64) throws(LogError) -> (found: Found?, contentEnd: Int64) {
        var contentEnd = start
        var offset = start
        // No more records than that can stand in the segment, so others need no checksum.
        let farthest = sequence + UInt64(window.size) / UInt64(RecordFrame.bytes(payload: 1))
        while try window.load(offset, MemoryLayout<UInt64>.size) {
            let word = window.word(at: offset)
            if word != 0 {
                if let front = try front(at: offset), front.sequence > sequence, front.sequence <= farthest,
                    try isIntact(front, at: offset)
                {
                    return (Found(frame: front, offset: offset), contentEnd)
                }
                contentEnd = offset + 8 - Int64(word.leadingZeroBitCount / 8)
            }
            offset += Int64(RecordFrame.alignment)
        }
        while try window.load(offset, 1) {
            offset += 1
            if window.withBytes(offset - 1, 1, { $0[0] }) != 0 { contentEnd = offset }
        }
        return (nil, contentEnd)
    }

    /// Forgets what was read, since a running server may have written meanwhile.
    func refresh() throws(LogError) {
        try window.refresh()
    }

    private func front(at offset: Int64) throws(LogError) -> RecordFrame? {
        guard try window.load(offset, RecordFrame.headerBytes) else { return nil }
        return window.withBytes(offset, RecordFrame.headerBytes) { RecordFrame.front(of: $0) }
    }

    private func isIntact(_ front: RecordFrame, at offset: Int64) throws(LogError) -> Bool {
        let count = RecordFrame.headerBytes + front.payloadBytes
        guard front.payloadBytes <= LogLimits.recordBytes, try window.load(offset, count) else { return false }
        return window.withBytes(offset, count) { RecordFrame.isIntact($0, seed: seed) }
    }
}
