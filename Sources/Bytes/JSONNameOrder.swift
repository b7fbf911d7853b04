/// A member's name among those that are being sorted.
struct JSONNameOrder {
    /// The first eight bytes of what the name says, the first one highest, zeros behind its end.
    ///
    /// Where two of them differ they are in the order of the names; where they are equal the names have to be compared.
    let prefix: UInt64

    /// The name's place on the tape.
    let place: Int

    @inline(__always)
    init(_ place: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
        self.place = place
        var prefix: UInt64 = 0
        if bytes.count >= 8 {
            // Safe because there are the eight bytes.
            prefix = UInt64(bigEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(as: UInt64.self))
        } else {
            for byte in bytes { prefix = prefix << 8 | UInt64(byte) }
            prefix <<= UInt64(8 * (8 - bytes.count))
        }
        self.prefix = prefix
    }
}
