/// Sixteen bytes of a text, looked at together.
struct ByteBlock {
    private let bytes: SIMD16<UInt8>

    /// The sixteen bytes at `address`.
    @inline(__always)
    init(at address: UnsafePointer<UInt8>) {
        // Safe because the caller vouches for sixteen bytes, and any of them are a vector.
        bytes = UnsafeRawPointer(address).loadUnaligned(as: SIMD16<UInt8>.self)
    }

    /// The eight bytes at each address.
    @inline(__always)
    init(at first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>) {
        // Safe because the caller vouches for eight bytes at both, and any sixteen are a vector.
        bytes = unsafeBitCast(
            SIMD2(
                UnsafeRawPointer(first).loadUnaligned(as: UInt64.self),
                UnsafeRawPointer(second).loadUnaligned(as: UInt64.self)
            ),
            to: SIMD16<UInt8>.self
        )
    }

    /// True if a JSON string can hold all of the bytes as they are: none is `"`, `\` or below 0x20.
    @inline(__always)
    var isPlain: Bool {
        let marks = Self.words(isQuoteOrBackslash .| (bytes .< SIMD16(repeating: 0x20)))
        return marks.x | marks.y == 0
    }

    /// How many bytes stand before the first `"` or `\` and before all that is below 0x20 or not ASCII; 16 if none is.
    @inline(__always)
    var plainASCIIBytes: Int {
        // What is not ASCII is negative as a signed number, and so below 0x20 with one comparison.
        // Safe because both types are sixteen bytes, any of which is a number.
        let signed = unsafeBitCast(bytes, to: SIMD16<Int8>.self)
        let marks = Self.words(isQuoteOrBackslash .| (signed .< SIMD16(repeating: 0x20)))
        // A word without a mark has 64 zeros, which counts as eight bytes.
        return marks.x != 0 ? marks.x.trailingZeroBitCount / 8 : 8 + marks.y.trailingZeroBitCount / 8
    }

    // Both sides of a comparison are vectors because the compiler makes one instruction of that alone.
    @inline(__always)
    private var isQuoteOrBackslash: SIMDMask<SIMD16<Int8>> {
        (bytes .== SIMD16(repeating: UInt8(ascii: "\""))) .| (bytes .== SIMD16(repeating: UInt8(ascii: "\\")))
    }

    /// The marks of the sixteen bytes as two words, the first byte's lowest.
    @inline(__always)
    private static func words(_ marks: SIMDMask<SIMD16<Int8>>) -> SIMD2<UInt64> {
        // Safe because a mask is as large as two words, and each of its bytes is either all ones or all zeros.
        let words = unsafeBitCast(marks, to: SIMD2<UInt64>.self)
        return SIMD2(UInt64(littleEndian: words.x), UInt64(littleEndian: words.y))
    }
}
