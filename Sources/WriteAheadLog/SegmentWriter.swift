import Disks

/// Writes frames to the segments, one after another: the part of the log that only one thread at a time may drive.
///
/// A segment begins like this: header written into the prepared file, synced, renamed to its own name, directory
/// synced. The segment before it is synced first, whatever the durability, so that a segment's being there says that
/// everything before it is safe.
struct SegmentWriter {
    /// The segment that records go to.
    private struct OpenSegment {
        let file: any DiskFile
        let bytes: Int64
        let seed: UInt32
        /// From here on the account was not charged when the segment was counted in, so use of it is given back.
        let unchargedOffset: Int64
        var usedBytes: Int64
    }

    private let disk: any Disk
    private let configuration: LogConfiguration
    private let account: RoomAccount
    private let preparer: SegmentPreparer
    private var salt: UInt64
    private var current: OpenSegment?

    /// The batch being written; kept between batches for its capacity.
    var batch: [UInt8] = []

    /// The last sequence that was handed to the file.
    private(set) var writtenSequence: UInt64

    /// The last sequence that is safe.
    private(set) var syncedSequence: UInt64

    /// How many segments were begun.
    private(set) var segmentsBegun = 0

    init(
        disk: any Disk,
        configuration: LogConfiguration,
        account: RoomAccount,
        preparer: SegmentPreparer,
        lastSequence: UInt64,
        salt: UInt64
    ) {
        self.disk = disk
        self.configuration = configuration
        self.account = account
        self.preparer = preparer
        self.salt = salt
        writtenSequence = lastSequence
        syncedSequence = lastSequence
    }

    /// The file to sync, if not everything written is safe.
    var unsynced: (file: any DiskFile, sequence: UInt64)? {
        guard let current, syncedSequence < writtenSequence else { return nil }
        return (current.file, writtenSequence)
    }

    /// Somebody has synced what `unsynced` was.
    mutating func didSynchronize(through sequence: UInt64) {
        syncedSequence = max(syncedSequence, sequence)
    }

    /// Writes `batch`, one call a segment that it touches, and syncs it where the durability says so.
    mutating func writeBatch() throws(DiskError) {
        var start = 0
        while start < batch.count {
            let (end, records) = sealWhatFits(from: start)
            if records > 0 {
                try put(start..<end)
                writtenSequence += records
                if configuration.durability == .always { try synchronize() }
            }
            if end < batch.count {
                let hasBegun = try beginSegment()
                precondition(hasBegun, "room was promised, so a segment is ready")
            }
            start = end
        }
        batch.removeAll(keepingCapacity: batch.capacity <= LogLimits.keptBufferBytes)
    }

    /// Makes everything written safe.
    mutating func synchronize() throws(DiskError) {
        guard let unsynced else { return }
        try unsynced.file.synchronize()
        syncedSequence = unsynced.sequence
    }

    /// Goes on in the segment that was made ready; false if there is none.
    mutating func beginSegment() throws(DiskError) -> Bool {
        try synchronize()
        guard let prepared = preparer.take() else { return false }
        let header = SegmentHeader(
            salt: salt,
            firstSequence: writtenSequence + 1,
            fingerprint: configuration.fingerprint
        )
        try header.encoded()
            .withUnsafeBufferPointer { block throws(DiskError) in
                try prepared.file.write(UnsafeRawBufferPointer(block), at: 0)
            }
        try prepared.file.synchronize()
        let name = SegmentName.name(first: header.firstSequence)
        try disk.rename(SegmentName.prepared, to: name)
        try disk.synchronizeDirectory()
        // A file goes by the name that it was opened under: an error must not name one that is not there any more.
        let file = try disk.open(name, .readWrite)
        prepared.file.close()
        preparer.finishTaking()
        segmentsBegun += 1
        try nameSuccessor(header.firstSequence)
        current = OpenSegment(
            file: file,
            bytes: prepared.bytes,
            seed: RecordFrame.seed(salt: salt),
            unchargedOffset: prepared.bytes - Int64(configuration.maximumFrameBytes),
            usedBytes: Int64(SegmentHeader.bytes)
        )
        // An odd step comes to every number once before it repeats one.
        salt &+= 0x9E37_79B9_7F4A_7C15
        return true
    }

    /// Writes into the segment before, of this run or an earlier one, where the log goes on.
    private func nameSuccessor(_ first: UInt64) throws(DiskError) {
        guard let earlier = try SegmentName.firstSequences(on: disk).last(where: { $0 < first }) else { return }
        let file = try disk.open(SegmentName.name(first: earlier), .readWrite)
        defer { file.close() }
        var block = [UInt8](repeating: 0, count: SegmentHeader.bytes)
        var span = block.mutableSpan
        let count = try span.withUnsafeMutableBytes { block throws(DiskError) in try file.read(into: block, at: 0) }
        // One that has no whole header never held a record.
        guard count == block.count, case .header(var header) = SegmentHeader.read(block) else { return }
        header.successor = first
        try header.encodedSuccessor().span
            .withUnsafeBytes { bytes throws(DiskError) in
                try file.write(bytes, at: SegmentHeader.successorOffset)
            }
    }

    /// Syncs everything and cuts the free room off the open segment, so that a small installation stays small.
    mutating func finish() throws(DiskError) {
        try synchronize()
        guard let current else { return }
        try current.file.truncate(to: current.usedBytes)
        try current.file.synchronize()
        current.file.close()
        self.current = nil
    }

    /// Seals as many frames of the batch as the open segment has room for; says where they end, and how many they are.
    private mutating func sealWhatFits(from start: Int) -> (end: Int, records: UInt64) {
        guard let current else { return (start, 0) }
        let limit = start + Int(current.bytes - current.usedBytes)
        let mark = syncedSequence
        // Safe because the batch consists of whole frames, so each length leads to the next one or the end.
        return batch.withUnsafeMutableBytes { bytes in
            var end = start
            var records: UInt64 = 0
            while end < bytes.count {
                let length = RecordFrame.bytes(in: bytes, at: end)
                if end + length > limit { break }
                RecordFrame.seal(in: bytes, at: end, durableMark: mark, seed: current.seed)
                end += length
                records += 1
            }
            return (end, records)
        }
    }

    private mutating func put(_ range: Range<Int>) throws(DiskError) {
        guard var segment = current else { return }
        // Safe because the disk only reads the bytes, and only inside the call.
        try batch.withUnsafeBufferPointer { frames throws(DiskError) in
            let chunk = UnsafeBufferPointer(rebasing: frames[range])
            try segment.file.write(UnsafeRawBufferPointer(chunk), at: segment.usedBytes)
        }
        let before = max(segment.usedBytes, segment.unchargedOffset)
        segment.usedBytes += Int64(range.count)
        current = segment
        account.deposit(Int(max(0, segment.usedBytes - before)))
    }
}
