import Bytes

/// The gzip header in front of a snapshot, which also holds a checksum of every compressed byte behind it.
///
/// A plain gzip reader skips the extra field (RFC 1952, section 2.3). We need it because gzip itself does not notice
/// every flipped bit: the header has no checksum, and some compressed bits can change without changing what comes out.
/// All integers are little-endian.
///
/// | offset | bytes | content                                                                        |
/// | ------ | ----- | ------------------------------------------------------------------------------ |
/// | 0      | 4     | `1f 8b 08 04`: gzip, deflate, an extra field follows                           |
/// | 4      | 4     | no modification time                                                           |
/// | 8      | 2     | `04 03`: fastest compression, Unix                                             |
/// | 10     | 2     | 16, the length of the extra field                                              |
/// | 12     | 4     | `O` `C`, then 12, the length of the subfield                                   |
/// | 16     | 8     | how many bytes follow the header                                               |
/// | 24     | 4     | CRC-32C of the bytes that follow                                               |
struct SnapshotEnvelope: Equatable {
    static let byteCount = 28

    private static let constant: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x04, 0, 0, 0, 0, 0x04, 0x03, 16, 0, UInt8(ascii: "O"), UInt8(ascii: "C"), 12, 0,
    ]

    /// How many bytes follow: the compressed data and gzip's trailer.
    var bodyBytes: UInt64

    /// Their CRC-32C.
    var bodyChecksum: UInt32

    var bytes: [UInt8] {
        var bytes = SnapshotEnvelope.constant
        bytes.reserveCapacity(SnapshotEnvelope.byteCount)
        withUnsafeBytes(of: bodyBytes.littleEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: bodyChecksum.littleEndian) { bytes.append(contentsOf: $0) }
        return bytes
    }

    init(bodyBytes: UInt64, bodyChecksum: UInt32) {
        self.bodyBytes = bodyBytes
        self.bodyChecksum = bodyChecksum
    }

    /// Nil unless these are the bytes of a snapshot's gzip header to the last bit.
    init?(parsing bytes: [UInt8]) {
        guard bytes.count == SnapshotEnvelope.byteCount, bytes.starts(with: SnapshotEnvelope.constant) else {
            return nil
        }
        let number = bytes[16..<24].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let checksum = bytes[24..<28].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        self.init(bodyBytes: number, bodyChecksum: checksum)
    }
}
