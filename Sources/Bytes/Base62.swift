/// Numbers of 128 bits in the digits `0-9A-Za-z`, the most significant first.
///
/// 22 digits hold any such number. Digits sort as bytes do, so identifiers of one length sort as their numbers.
@usableFromInline
package enum Base62 {
    /// The digits whose every number fits into a 64-bit word.
    private static let chunkDigits = 10

    /// 62¹⁰.
    private static let chunk: UInt64 = 839_299_365_868_340_224

    /// 62⁵.
    private static let group: UInt64 = 916_132_832

    /// 2⁵⁶ ÷ 62⁴, rounded up.
    private static let groupScale: UInt64 = 4_876_553_568

    /// Appends `value` in exactly `digits` digits, zeros in front.
    ///
    /// Precondition: the value fits into them.
    package static func append(_ value: UInt128, digits: Int, to bytes: inout [UInt8]) {
        bytes.append(atMost: digits) { append(value, digits: digits, to: &$0) }
    }

    /// Writes `value` in exactly `digits` digits, zeros in front.
    ///
    /// Precondition: the value fits into them.
    package static func append(_ value: UInt128, digits: Int, to room: inout ByteRoom) {
        precondition(digits >= 1 && digits <= 22, "a number of 128 bits has 1 to 22 digits")
        let place = room.place(for: digits)
        if digits <= 5 {
            precondition(value < group, "the number fits into its digits")
            writeGroup(UInt64(truncatingIfNeeded: value), at: digits &- 5, of: place)
        } else {
            let (rest, low) = divided(value)
            let (high, middle) = divided(rest)
            writeGroup(UInt64(truncatingIfNeeded: high), at: digits &- 25, of: place)
            writeChunk(middle, at: digits &- 20, of: place)
            writeChunk(low, at: digits &- 10, of: place)
        }
    }

    /// The number that exactly `digits` digits spell; nil for any other length, a foreign byte or more than 128 bits.
    @inlinable
    package static func parse(_ bytes: some Collection<UInt8>, digits: Int) -> UInt128? {
        // Safe because the bytes are only read, and only inside the call.
        if let parsed = bytes.withContiguousStorageIfAvailable({ parse(buffer: $0, digits: digits) }) { return parsed }
        return Array(bytes).withUnsafeBufferPointer { parse(buffer: $0, digits: digits) }
    }

    @usableFromInline
    static func parse(buffer bytes: UnsafeBufferPointer<UInt8>, digits: Int) -> UInt128? {
        guard bytes.count == digits else { return nil }
        var value: UInt128 = 0
        var position = 0
        var foreign: UInt8 = 0
        while position < digits {
            // Ten digits at a time go into the 128-bit number, whose arithmetic costs more than that of a word.
            let end = min(position &+ chunkDigits, digits)
            let scale = powers[end &- position]
            var part: UInt64 = 0
            while position < end {
                let digit = values[Int(bytes[position])]
                foreign |= digit
                part = part &* 62 &+ UInt64(digit)
                position &+= 1
            }
            guard let sum = combined(value, scale, part) else { return nil }
            value = sum
        }
        // No digit's value has the highest bit.
        return foreign < 0x80 ? value : nil
    }

    @inline(__always)
    private static func combined(_ value: UInt128, _ scale: UInt64, _ part: UInt64) -> UInt128? {
        if value == 0 { return UInt128(part) }
        let (product, isTooBig) = value.multipliedReportingOverflow(by: UInt128(scale))
        let (sum, isTooFar) = product.addingReportingOverflow(UInt128(part))
        return isTooBig || isTooFar ? nil : sum
    }

    /// What each character is worth as a digit, 0 to 61, or 255 if it is none.
    private static let values = InlineArray<256, UInt8> { index in
        let character = UInt8(truncatingIfNeeded: index)
        return switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 36
        default: .max
        }
    }

    /// 62 to the power of 0 to 10.
    private static let powers = InlineArray<11, UInt64>(first: 1) { $0 * 62 }

    /// `value` divided by 62¹⁰, in two word divisions where a 128-bit one would loop.
    @inline(__always)
    private static func divided(_ value: UInt128) -> (quotient: UInt128, remainder: UInt64) {
        let (high, low) = (UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value))
        if high == 0, low < chunk { return (0, low) }
        let (highQuotient, highRemainder) = high.quotientAndRemainder(dividingBy: chunk)
        let (lowQuotient, remainder) = chunk.dividingFullWidth((highRemainder, low))
        return (UInt128(highQuotient) << 64 | UInt128(lowQuotient), remainder)
    }

    /// Writes a number below 62¹⁰ in ten digits, as ``writeGroup(_:at:of:)`` does.
    @inline(__always)
    private static func writeChunk(_ value: UInt64, at offset: Int, of place: UnsafeMutablePointer<UInt8>) {
        let (high, low) = value.quotientAndRemainder(dividingBy: group)
        writeGroup(high, at: offset, of: place)
        writeGroup(low, at: offset &+ 5, of: place)
    }

    /// Writes a number below 62⁵ in five digits; those in front of the place must be zeros and are left out.
    ///
    /// The number is made a fraction of 62⁴ with 56 bits behind the point, so that its first digit stands in front of
    /// it, and what is left is multiplied up for the next: no digit takes a division. The rounding of the scale adds
    /// less than 2³⁰ to the fraction and less than 2⁵⁴ by the last digit, which is no whole one.
    @inline(__always)
    private static func writeGroup(_ value: UInt64, at offset: Int, of place: UnsafeMutablePointer<UInt8>) {
        // Safe because the bytes of a literal are there for as long as the program runs, and a digit is below 62; what
        // is written are the digits that the place has room for.
        let characters = characters.utf8Start
        var fraction = value &* groupScale
        for position in offset..<offset &+ 5 {
            let digit = Int(truncatingIfNeeded: fraction >> 56)
            if position >= 0 {
                (place + position).initialize(to: characters[digit])
            } else {
                precondition(digit == 0, "the number fits into its digits")
            }
            fraction = (fraction & (1 << 56 &- 1)) &* 62
        }
    }

    /// The character of each digit.
    private static var characters: StaticString { "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" }
}
