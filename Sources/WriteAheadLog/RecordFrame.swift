import Bytes

/// How a record stands in a segment: 24 bytes in front of the payload, zeros behind it up to a multiple of eight.
///
/// Numbers are little-endian. Frames follow one another from offset 64 on, each at a multiple of eight; where the
/// length is zero nothing was written yet. The checksum is seeded with the segment's salt and covers everything from
/// offset 4 to the end of the payload. It comes first so that what it covers is one piece.
///
/// | offset | bytes | content |
/// | --- | --- | --- |
/// | 0 | 4 | CRC-32C |
/// | 4 | 4 | length of the payload, at least 1 |
/// | 8 | 8 | sequence |
/// | 16 | 8 | durable mark: everything up to this sequence was synced before this frame was written |
/// | 24 | length | payload |
///
/// The mark is what tells damage from a torn tail: a broken record at *s* was durable if an intact later one says so.
struct RecordFrame: Equatable {
    static let headerBytes = 24
    static let alignment = 8

    private static let lengthOffset = 4
    private static let sequenceOffset = 8
    private static let markOffset = 16

    let payloadBytes: Int
    let sequence: UInt64
    let durableMark: UInt64

    /// What the frame takes in the segment.
    var bytes: Int { Self.bytes(payload: payloadBytes) }

    /// What the frame of a payload takes in a segment.
    static func bytes(payload count: Int) -> Int {
        (headerBytes + count + alignment - 1) & ~(alignment - 1)
    }

    /// The seed of a segment's checksums.
    static func seed(salt: UInt64) -> UInt32 {
        withUnsafeBytes(of: salt.littleEndian) { CRC32C.checksum($0) }
    }

    /// Puts a frame at the end of a buffer, as yet without mark and checksum; both come when it is known where it goes.
    static func append(_ payload: [UInt8], sequence: UInt64, to buffer: inout [UInt8]) {
        let length = UInt32(payload.count)
        withUnsafeBytes(of: (UInt32(0), length.littleEndian, sequence.littleEndian, UInt64(0))) { header in
            buffer.append(contentsOf: header)
        }
        buffer.append(contentsOf: payload)
        for _ in headerBytes + payload.count..<bytes(payload: payload.count) { buffer.append(0) }
    }

    /// The length of the frame that begins at an offset of a buffer that `append` filled.
    static func bytes(in buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int {
        // Safe because a whole frame begins there.
        let length = buffer.loadUnaligned(fromByteOffset: offset + lengthOffset, as: UInt32.self)
        return bytes(payload: Int(UInt32(littleEndian: length)))
    }

    /// Sets mark and checksum of the frame that begins at an offset of a buffer that `append` filled.
    static func seal(in buffer: UnsafeMutableRawBufferPointer, at offset: Int, durableMark: UInt64, seed: UInt32) {
        // Safe because a whole frame begins there.
        let length = buffer.loadUnaligned(fromByteOffset: offset + lengthOffset, as: UInt32.self)
        buffer.storeBytes(of: durableMark.littleEndian, toByteOffset: offset + markOffset, as: UInt64.self)
        let end = offset + headerBytes + Int(UInt32(littleEndian: length))
        let covered = UnsafeRawBufferPointer(rebasing: buffer[offset + lengthOffset..<end])
        let checksum = CRC32C.checksum(covered, seed: seed)
        buffer.storeBytes(of: checksum.littleEndian, toByteOffset: offset, as: UInt32.self)
    }

    /// What the front of a frame says, without any check; nil where nothing was written.
    static func front(of bytes: UnsafeRawBufferPointer) -> RecordFrame? {
        precondition(bytes.count >= headerBytes, "the front of a frame is whole")
        // Safe because of the line above.
        let length = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: lengthOffset, as: UInt32.self))
        guard length > 0 else { return nil }
        return RecordFrame(
            payloadBytes: Int(length),
            sequence: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: sequenceOffset, as: UInt64.self)),
            durableMark: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: markOffset, as: UInt64.self))
        )
    }

    /// True if the checksum fits; the bytes are the frame, from its first to the last of its payload.
    static func isIntact(_ bytes: UnsafeRawBufferPointer, seed: UInt32) -> Bool {
        // Safe because a frame has its four bytes of checksum.
        let checksum = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
        return checksum == CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[lengthOffset...]), seed: seed)
    }
}
