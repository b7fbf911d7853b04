import TestTools
import Testing

@testable import Bytes

/// The check values of RFC 3720 appendix B.4, and two implementations that agree.
@Suite struct CRC32CTests {
    private static let readCommand: [UInt8] = [
        0x01, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x18,
        0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    ]

    @Test(
        arguments: [
            ([], 0), (Array("123456789".utf8), 0xE306_9283), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
            ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E),
            (Array((0..<32).reversed()), 0x113F_DB5C), (readCommand, 0xD996_3A56),
        ] as [([UInt8], UInt32)]
    )
    func `has the values of the specification`(bytes: [UInt8], value: UInt32) {
        #expect(CRC32C.checksum(bytes) == value)
        #expect(bytes.withUnsafeBytes { CRC32C.tableChecksum($0, seed: 0) } == value)
        #expect(bytes.withUnsafeBytes { CRC32C.instructionChecksum($0, seed: 0) } == value)
    }

    @Test func `instruction and table agree at every length and alignment`() {
        var generator = SplitMix64(seed: 1)
        let bytes = (0..<300).map { _ in UInt8.random(in: 0...255, using: &generator) }
        bytes.withUnsafeBytes { bytes in
            for start in 0..<16 {
                for count in 0...256 {
                    let part = UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
                    let seed = UInt32(truncatingIfNeeded: generator.next())
                    let table = CRC32C.tableChecksum(part, seed: seed)
                    #expect(CRC32C.instructionChecksum(part, seed: seed) == table, "\(count) bytes from \(start)")
                }
            }
        }
    }

    @Test func `goes on where it stopped`() {
        var generator = SplitMix64(seed: 2)
        let bytes = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let whole = CRC32C.checksum(bytes)
        for cut in 0...bytes.count {
            let first = CRC32C.checksum(Array(bytes[..<cut]))
            #expect(CRC32C.checksum(Array(bytes[cut...]), seed: first) == whole, "cut at \(cut)")
        }
    }

    @Test func `sees every flipped bit`() {
        var bytes = Self.readCommand
        let whole = CRC32C.checksum(bytes)
        for bit in 0..<bytes.count * 8 {
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(CRC32C.checksum(bytes) != whole, "bit \(bit)")
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        }
    }
}
