import Bytes
package import Disks

/// Writes one snapshot: header, the caller's lines, footer.
///
/// The file has a temporary name until all of it is safe on disk; a crash before leaves only that, which
/// `removeLeftovers(disk:)` takes away. Any error ends the writer: the temporary file is removed and nothing follows.
/// Everything is synchronous and blocks for as long as the disk does; use it on a thread that may wait, and give way
/// to requests between lines.
package final class SnapshotWriter {
    /// Whether lines are taken; finished, abandoned and failed are one to callers.
    private enum State {
        case open
        case ended
    }

    /// What the file will be called.
    package let name: SnapshotName

    private let disk: any Disk
    private let file: any DiskFile
    private var deflater: Deflater
    private var state = State.open

    // Bytes wait here until there are enough of them to be worth a call of the compressor.
    private var pending: [UInt8] = []
    private var lines = 0
    private var checksum: UInt32 = 0
    private var uncompressedBytes: Int64 = 0

    private var envelope = SnapshotEnvelope(bodyBytes: 0, bodyChecksum: 0)
    private var unsyncedBytes = 0

    /// Creates the temporary file, in the place of one that a crash has left, and writes the header.
    package init(disk: any Disk, header: SnapshotHeader) throws(SnapshotError) {
        let name = SnapshotName(sequence: header.sequence)
        guard let deflater = Deflater() else {
            throw SnapshotError(.outOfMemory, file: name.temporaryFileName, "zlib has no memory")
        }
        self.name = name
        self.disk = disk
        self.deflater = deflater
        file = try SnapshotWriter.create(name.temporaryFileName, on: disk)
        pending.reserveCapacity(SnapshotLimits.inputBytes * 2)
        try endingOnError { () throws(DiskError) in try take(header.line) }
    }

    deinit {
        abandon()
    }

    /// Adds one line: a JSON object without line ends, at most 4 MiB.
    ///
    /// It may not begin like a header or a footer (`{"entity":"header"`, `{"entity":"footer"`).
    package func append(line: [UInt8]) throws(SnapshotError) {
        precondition(state == .open, "a snapshot takes lines until it is finished or abandoned")
        precondition(line.count <= SnapshotLimits.lineBytes, "a line is within its limit")
        precondition(line.first == UInt8(ascii: "{"), "a line is a JSON object")
        assert(!line.contains(UInt8(ascii: "\n")), "a line has no line end in it")
        assert(!SnapshotFooter.opens(line) && !SnapshotHeader.opens(line), "an entity is neither header nor footer")
        try endingOnError { () throws(DiskError) in try take(line) }
        lines += 1
    }

    /// Writes the footer, makes everything safe and gives the file its name.
    ///
    /// After it returns the snapshot survives a crash, and the log before it may go.
    package func finish(counts: SnapshotCounts) throws(SnapshotError) -> SnapshotSummary {
        precondition(state == .open, "a snapshot is finished once")
        let footer = SnapshotFooter(counts: counts, lines: lines, checksum: checksum)
        try endingOnError { () throws(DiskError) in
            try take(footer.line)
            try compressPending()
            try deflater.finish { bytes throws(DiskError) in try write(bytes) }
            try writeEnvelope()
            try file.synchronize()
            file.close()
            try disk.rename(name.temporaryFileName, to: name.fileName)
            try disk.synchronizeDirectory()
        }
        state = .ended
        return SnapshotSummary(
            name: name,
            footer: footer,
            uncompressedBytes: uncompressedBytes,
            fileBytes: offset
        )
    }

    /// Gives up: closes and removes the temporary file.
    ///
    /// After the end it does nothing.
    package func abandon() {
        guard state == .open else { return }
        state = .ended
        file.close()
        // What cannot be removed now is removed at the next start.
        try? disk.remove(name.temporaryFileName)
    }

    private static func create(_ fileName: String, on disk: any Disk) throws(SnapshotError) -> any DiskFile {
        do {
            if try disk.exists(fileName) { try disk.remove(fileName) }
            return try disk.open(fileName, .create)
        } catch {
            throw SnapshotError(error, file: fileName)
        }
    }

    private func endingOnError(_ work: () throws(DiskError) -> Void) throws(SnapshotError) {
        do {
            try work()
        } catch {
            abandon()
            throw SnapshotError(error, file: name.temporaryFileName, offset: offset)
        }
    }

    private func take(_ line: [UInt8]) throws(DiskError) {
        let start = pending.count
        pending.append(contentsOf: line)
        pending.append(UInt8(ascii: "\n"))
        uncompressedBytes += Int64(pending.count - start)
        checksum = pending.withUnsafeBytes {
            CRC32C.checksum(UnsafeRawBufferPointer(rebasing: $0[start...]), seed: checksum)
        }
        if pending.count >= SnapshotLimits.inputBytes { try compressPending() }
    }

    private func compressPending() throws(DiskError) {
        var input: [UInt8] = []
        swap(&input, &pending)
        try input.span.withUnsafeBytes { input throws(DiskError) in
            try deflater.compress(input) { bytes throws(DiskError) in try write(bytes) }
        }
        // Back it goes, for its room.
        input.removeAll(keepingCapacity: true)
        swap(&input, &pending)
    }

    private var offset: Int64 { Int64(SnapshotEnvelope.byteCount) + Int64(envelope.bodyBytes) }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(DiskError) {
        try file.write(bytes, at: offset)
        envelope.bodyBytes += UInt64(bytes.count)
        envelope.bodyChecksum = CRC32C.checksum(bytes, seed: envelope.bodyChecksum)
        unsyncedBytes += bytes.count
        guard unsyncedBytes >= SnapshotLimits.bytesBetweenSyncs else { return }
        // Bit by bit, so that no sync is long enough to hold up the log's on the same device.
        try file.synchronize()
        unsyncedBytes = 0
    }

    /// Fills the place at the beginning that was left free, now that the checksum is known.
    private func writeEnvelope() throws(DiskError) {
        try envelope.bytes.span.withUnsafeBytes { bytes throws(DiskError) in try file.write(bytes, at: 0) }
    }
}

extension SnapshotWriter {
    /// Removes what a crash has left of unfinished snapshots, and says how it was called.
    ///
    /// To be called at start only, before any writer runs on the disk.
    package static func removeLeftovers(disk: any Disk) throws(DiskError) -> [String] {
        let leftovers = try disk.list().filter(SnapshotName.isTemporary)
        for fileName in leftovers {
            try disk.remove(fileName)
        }
        if !leftovers.isEmpty { try disk.synchronizeDirectory() }
        return leftovers
    }
}
