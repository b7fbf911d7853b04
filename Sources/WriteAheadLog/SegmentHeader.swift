import Bytes

/// The first 64 bytes of a segment: what it is and what its records are to be read with.
///
/// Numbers are little-endian. The header is synced before the segment gets its name, so a crash cannot tear it. The
/// salt goes into the checksum of every record: bytes of another segment or an earlier file in the same place on the
/// disk can never pass for records of this one.
///
/// | offset | bytes | content |
/// | --- | --- | --- |
/// | 0 | 8 | magic, `OCHKWAL` and a zero |
/// | 8 | 4 | format version, 1 |
/// | 12 | 4 | CRC-32C of the header with these four bytes as zeros |
/// | 16 | 8 | salt, random |
/// | 24 | 8 | sequence of the first record |
/// | 32 | 16 | fingerprint of the encryption key |
/// | 48 | 16 | zeros |
struct SegmentHeader: Equatable {
    static let bytes = 64
    static let fingerprintBytes = 16
    static let version: UInt32 = 1
    static let magic: [UInt8] = Array("OCHKWAL\0".utf8)

    private static let versionOffset = 8
    private static let checksumOffset = 12
    private static let saltOffset = 16
    private static let firstSequenceOffset = 24
    private static let fingerprintRange = 32..<32 + fingerprintBytes

    /// What a block of bytes turned out to be.
    enum Reading: Equatable {
        case header(SegmentHeader)
        /// A header of a version that is not ours.
        case unknownVersion(UInt32)
        /// Something else altogether.
        case foreign
        /// A header that was not written whole, or is broken.
        case broken
    }

    let salt: UInt64
    let firstSequence: UInt64
    let fingerprint: [UInt8]

    /// The header as it stands on the disk.
    func encoded() -> [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.bytes)
        block.replaceSubrange(0..<Self.magic.count, with: Self.magic)
        block.replaceSubrange(Self.fingerprintRange, with: fingerprint)
        block.withUnsafeMutableBytes { bytes in
            // Safe because every offset lies within the 64 bytes.
            bytes.storeBytes(of: Self.version.littleEndian, toByteOffset: Self.versionOffset, as: UInt32.self)
            bytes.storeBytes(of: salt.littleEndian, toByteOffset: Self.saltOffset, as: UInt64.self)
            bytes.storeBytes(of: firstSequence.littleEndian, toByteOffset: Self.firstSequenceOffset, as: UInt64.self)
            let checksum = CRC32C.checksum(UnsafeRawBufferPointer(bytes))
            bytes.storeBytes(of: checksum.littleEndian, toByteOffset: Self.checksumOffset, as: UInt32.self)
        }
        return block
    }

    /// Reads a block of 64 bytes.
    ///
    /// The version is looked at before the checksum, since a later format may place its checksum elsewhere.
    static func read(_ block: [UInt8]) -> Reading {
        precondition(block.count == bytes, "a header has 64 bytes")
        let written = block.prefix(magic.count)
        guard written.elementsEqual(magic) else {
            // The front of the magic and then zeros: writing stopped there.
            let front = zip(written, magic).prefix { $0 == $1 }.count
            return written.dropFirst(front).allSatisfy { $0 == 0 } ? .broken : .foreign
        }
        // Safe because every offset lies within the 64 bytes, here and below.
        let stored = block.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: versionOffset, as: UInt32.self) }
        guard UInt32(littleEndian: stored) <= version else { return .unknownVersion(UInt32(littleEndian: stored)) }
        let header = block.withUnsafeBytes { bytes in
            SegmentHeader(
                salt: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: saltOffset, as: UInt64.self)),
                firstSequence: UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: firstSequenceOffset, as: UInt64.self)
                ),
                fingerprint: Array(bytes[fingerprintRange])
            )
        }
        return header.encoded() == block ? .header(header) : .broken
    }
}
