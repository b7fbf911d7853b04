import CIntrinsics

/// The Castagnoli cyclic redundancy check of RFC 3720 section 12.1, which x86 and ARM have an instruction for.
///
/// It tells torn and rotten bytes from whole ones; it is no protection against anybody who means harm.
package enum CRC32C {
    /// Asked once: whether this processor has the instruction.
    private static let hasInstruction: Bool = cintrinsics_has_crc32c()

    /// The check value of the bytes, or of all that `seed` was the value of and these bytes behind it.
    package static func checksum(_ bytes: UnsafeRawBufferPointer, seed: UInt32 = 0) -> UInt32 {
        hasInstruction ? instructionChecksum(bytes, seed: seed) : tableChecksum(bytes, seed: seed)
    }

    /// The check value of the bytes, or of all that `seed` was the value of and these bytes behind it.
    package static func checksum(_ bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
        // Safe because the bytes are only read, and only inside the call.
        bytes.withUnsafeBytes { checksum($0, seed: seed) }
    }

    /// Eight bytes a step; where the processor has no instruction for it, the table serves.
    static func instructionChecksum(_ bytes: UnsafeRawBufferPointer, seed: UInt32) -> UInt32 {
        guard hasInstruction else { return tableChecksum(bytes, seed: seed) }
        // Safe because address and count are those of one buffer, and the processor was asked.
        return ~cintrinsics_crc32c(~seed, bytes.baseAddress, bytes.count)
    }

    /// Eight bytes a step, each looked up in a table of its own (slicing by eight).
    static func tableChecksum(_ bytes: UnsafeRawBufferPointer, seed: UInt32) -> UInt32 {
        let tables = tables
        var crc = ~seed
        var position = 0
        while position + 8 <= bytes.count {
            // Safe because eight bytes are left.
            let word =
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)) ^ UInt64(crc)
            crc = 0
            for slice in 0..<8 {
                crc ^= tables[(7 - slice) << 8 | Int(word >> UInt64(8 * slice) & 0xFF)]
            }
            position += 8
        }
        while position < bytes.count {
            crc = tables[Int((crc ^ UInt32(bytes[position])) & 0xFF)] ^ crc >> 8
            position += 1
        }
        return ~crc
    }

    /// Eight tables of 256: what a byte does to the check value with none to seven bytes behind it.
    private static let tables: [UInt32] = {
        let reversedPolynomial: UInt32 = 0x82F6_3B78
        var tables: [UInt32] = []
        tables.reserveCapacity(8 * 256)
        for byte in 0..<UInt32(256) {
            var crc = byte
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ reversedPolynomial }
            tables.append(crc)
        }
        for entry in 256..<8 * 256 {
            let shorter = tables[entry - 256]
            tables.append(shorter >> 8 ^ tables[Int(shorter & 0xFF)])
        }
        return tables
    }()
}
