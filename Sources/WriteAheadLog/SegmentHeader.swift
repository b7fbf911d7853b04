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
/// | 12 | 4 | CRC-32C of the header with these four bytes and those from 48 on as zeros |
/// | 16 | 8 | salt, random |
/// | 24 | 8 | sequence of the first record |
/// | 32 | 16 | fingerprint of the encryption key |
/// | 48 | 8 | sequence of the first record of the next segment; zeros in the last one |
/// | 56 | 4 | CRC-32C of these eight bytes, seeded with that of the salt; zeros in the last segment |
/// | 60 | 4 | zeros |
///
/// The successor is written in once that has its name, so that the loss of a last segment is noticed. It is neither
/// synced nor needed: where a crash or a failed write has left it out, or a part of it, there is no successor.
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

    /// Where the successor stands.
    static let successorOffset: Int64 = 48
    private static let successorBytes = 16

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

    /// The first sequence of the next segment; nil in the last one.
    var successor: UInt64?

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
        block.replaceSubrange(Int(Self.successorOffset)..., with: encodedSuccessor())
        return block
    }

    /// The bytes from `successorOffset` on.
    func encodedSuccessor() -> [UInt8] {
        guard let successor else { return [UInt8](repeating: 0, count: Self.successorBytes) }
        let number = withUnsafeBytes(of: successor.littleEndian) { Array($0) }
        let checksum = number.withUnsafeBytes { CRC32C.checksum($0, seed: RecordFrame.seed(salt: salt)) }
        return number + withUnsafeBytes(of: checksum.littleEndian) { Array($0) } + [0, 0, 0, 0]
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
        var header = block.withUnsafeBytes { bytes in
            SegmentHeader(
                salt: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: saltOffset, as: UInt64.self)),
                firstSequence: UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: firstSequenceOffset, as: UInt64.self)
                ),
                fingerprint: Array(bytes[fingerprintRange])
            )
        }
        let successor = block.withUnsafeBytes {
            UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: Int(successorOffset), as: UInt64.self))
        }
        guard header.encoded().prefix(Int(successorOffset)) == block.prefix(Int(successorOffset)) else {
            return .broken
        }
        if successor > header.firstSequence { header.successor = successor }
        if header.encoded() != block { header.successor = nil }
        return .header(header)
    }
}
