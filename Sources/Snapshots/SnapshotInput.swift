import Bytes
import Disks

/// The bytes of one snapshot, read from its file piece by piece and expanded, in bounded memory.
///
/// Checks what can be checked without looking at lines: the envelope, the file's length and checksum, gzip's trailer.
struct SnapshotInput: ~Copyable {
    private let file: any DiskFile
    private let fileName: String
    private let envelope: SnapshotEnvelope
    private var inflater: Inflater
    private var buffer: [UInt8]
    private var checksum: UInt32 = 0

    /// Bytes of the file that were read.
    private(set) var offset: Int64

    /// Reads the envelope; refuses a file that is shorter or longer than it says.
    init(_ file: any DiskFile, fileName: String) throws(SnapshotError) {
        let envelope = try SnapshotInput.readEnvelope(of: file, fileName: fileName)
        guard let inflater = Inflater() else {
            throw SnapshotError(.outOfMemory, file: fileName, "zlib has no memory")
        }
        self.file = file
        self.fileName = fileName
        self.envelope = envelope
        self.inflater = inflater
        // No larger than the file: many that are looked at are small.
        buffer = Array(repeating: 0, count: min(SnapshotLimits.chunkBytes, Int(clamping: envelope.bodyBytes) + 1))
        offset = Int64(SnapshotEnvelope.byteCount)
    }

    /// Expands the whole file, checks it, and hands on the bytes in pieces that are valid during the call.
    ///
    /// `emit` also gets the offset in the file, for its errors.
    mutating func expandAll(
        _ emit: (UnsafeRawBufferPointer, Int64) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        // The expander checks gzip's header for itself.
        var isEnded = try expand(envelope.bytes, count: SnapshotEnvelope.byteCount, emit)
        while true {
            let place = offset
            let count = try SnapshotInput.onDisk(fileName, at: place) { () throws(DiskError) in
                try SnapshotInput.read(file, into: &buffer, at: place)
            }
            guard count > 0 else { break }
            offset += Int64(count)
            checksum = buffer.withUnsafeBytes {
                CRC32C.checksum(UnsafeRawBufferPointer(rebasing: $0[..<count]), seed: checksum)
            }
            guard !isEnded else { throw error(.trailingBytes, "something follows the compressed data") }
            isEnded = try expand(buffer, count: count, emit)
        }
        guard isEnded else { throw error(.truncated, "the compressed data does not come to its end") }
        guard checksum == envelope.bodyChecksum else {
            throw error(.fileChecksum, "the checksum of the compressed bytes differs")
        }
    }

    /// Whether the compressed data is over.
    private mutating func expand(
        _ bytes: [UInt8],
        count: Int,
        _ emit: (UnsafeRawBufferPointer, Int64) throws(SnapshotError) -> Void
    ) throws(SnapshotError) -> Bool {
        let place = offset
        let progress = try bytes.span.withUnsafeBytes { bytes throws(SnapshotError) in
            let input = UnsafeRawBufferPointer(rebasing: bytes[..<count])
            return try inflater.expand(input) { output throws(SnapshotError) in try emit(output, place) }
        }
        switch progress {
        case .wantsInput: return false
        case .ended(unused: 0): return true
        case .ended: throw error(.trailingBytes, "something follows the compressed data")
        case .damaged: throw error(.damagedCompression, "the compressed data is damaged")
        }
    }

    private func error(_ code: SnapshotError.Code, _ message: String) -> SnapshotError {
        SnapshotError(code, file: fileName, offset: offset, message)
    }

    private static func readEnvelope(of file: any DiskFile, fileName: String) throws(SnapshotError) -> SnapshotEnvelope
    {
        var bytes = [UInt8](repeating: 0, count: SnapshotEnvelope.byteCount)
        let (size, count) = try onDisk(fileName, at: 0) { () throws(DiskError) in
            let count = try read(file, into: &bytes, at: 0)
            return (try file.size(), count)
        }
        guard count == bytes.count else {
            throw SnapshotError(.truncated, file: fileName, offset: Int64(count), "the file ends in its first bytes")
        }
        guard let envelope = SnapshotEnvelope(parsing: bytes) else {
            throw SnapshotError(.notASnapshot, file: fileName, "the file does not begin like a snapshot")
        }
        let bodyBytes = UInt64(size) - UInt64(bytes.count)
        if bodyBytes < envelope.bodyBytes {
            let message = "\(envelope.bodyBytes - bodyBytes) bytes are missing at the end"
            throw SnapshotError(.truncated, file: fileName, offset: size, message)
        }
        guard bodyBytes == envelope.bodyBytes else {
            let extra = bodyBytes - envelope.bodyBytes
            throw SnapshotError(
                .trailingBytes,
                file: fileName,
                offset: size - Int64(extra),
                "\(extra) bytes follow the end"
            )
        }
        return envelope
    }

    private static func read(
        _ file: any DiskFile,
        into bytes: inout [UInt8],
        at offset: Int64
    ) throws(DiskError) -> Int {
        var span = bytes.mutableSpan
        return try span.withUnsafeMutableBytes { bytes throws(DiskError) in try file.read(into: bytes, at: offset) }
    }

    private static func onDisk<Result>(
        _ fileName: String,
        at offset: Int64,
        _ work: () throws(DiskError) -> Result
    ) throws(SnapshotError) -> Result {
        do {
            return try work()
        } catch {
            throw SnapshotError(error, file: fileName, offset: offset)
        }
    }
}
