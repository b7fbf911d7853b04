/// A session's id as the 29 bytes it is spelled with, `cs_` and 26 digits, kept without an allocation.
package struct SessionReference: Hashable, Sendable {
    /// Bytes of an id.
    static let byteCount = 29

    // The last word begins at byte 21 and overlaps the one before.
    private var first: UInt64
    private var second: UInt64
    private var third: UInt64
    private var last: UInt64

    /// Reads the id at an offset; the bytes are there.
    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        first = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        second = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
        third = bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self)
        last = bytes.loadUnaligned(fromByteOffset: offset + 21, as: UInt64.self)
    }

    /// No session.
    init() {
        (first, second, third, last) = (0, 0, 0, 0)
    }

    /// The id at the beginning of a session's JSON, which is where the service puts it; nil if it is not there.
    init?(sessionBody body: UnsafeRawBufferPointer) {
        let start = Self.opening.utf8CodeUnitCount
        guard body.count > start + Self.byteCount, body[start + Self.byteCount] == UInt8(ascii: "\"") else {
            return nil
        }
        for index in 0..<start where body[index] != Self.opening.utf8Start[index] { return nil }
        self.init(body, at: start)
        guard UInt32(truncatingIfNeeded: first.littleEndian) & 0xFF_FFFF == 0x5F_7363 else { return nil }
    }

    /// Writes the id at an offset.
    func write(to bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBytes(of: first, toByteOffset: offset, as: UInt64.self)
        bytes.storeBytes(of: second, toByteOffset: offset + 8, as: UInt64.self)
        bytes.storeBytes(of: third, toByteOffset: offset + 16, as: UInt64.self)
        bytes.storeBytes(of: last, toByteOffset: offset + 21, as: UInt64.self)
    }

    private static let opening: StaticString = #"{"id":""#
}
