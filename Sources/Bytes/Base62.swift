/// Numbers of 128 bits in the digits `0-9A-Za-z`, the most significant first.
///
/// 22 digits hold any such number. Digits sort as bytes do, so identifiers of one length sort as their numbers.
@usableFromInline
package enum Base62 {
    /// The digits whose every number fits into a 64-bit word.
    @usableFromInline
    static let chunkDigits = 10

    /// 62¹⁰.
    @usableFromInline
    static let chunk: UInt64 = 839_299_365_868_340_224

    /// Appends `value` in exactly `digits` digits, zeros in front.
    ///
    /// Precondition: the value fits into them.
    package static func append(_ value: UInt128, digits: Int, to bytes: inout [UInt8]) {
        precondition(digits >= 1 && digits <= 22, "a number of 128 bits has 1 to 22 digits")
        bytes.append(atMost: digits) { room in
            let place = room.place(for: digits)
            var rest = value
            var end = digits
            // Safe because the ranges that are written are those of the digits, from the last to the first.
            while end > 0 {
                let (quotient, remainder) = divided(rest)
                let start = max(0, end &- chunkDigits)
                let left = write(remainder, to: place, from: start, upTo: end)
                precondition(left == 0, "the number fits into its digits")
                (rest, end) = (quotient, start)
            }
            precondition(rest == 0, "the number fits into its digits")
        }
    }

    /// The number that exactly `digits` digits spell; nil for any other length, a foreign byte or more than 128 bits.
    @inlinable
    package static func parse(_ bytes: some Sequence<UInt8>, digits: Int) -> UInt128? {
        var value: UInt128 = 0
        var part: UInt64 = 0
        var scale: UInt64 = 1
        var count = 0
        for byte in bytes {
            guard count < digits, let digit = digit(byte) else { return nil }
            count += 1
            part = part &* 62 &+ UInt64(digit)
            scale = scale &* 62
            // Ten digits at a time go into the 128-bit number, whose arithmetic costs more than that of a word.
            if scale == chunk {
                guard let sum = combined(value, scale, part) else { return nil }
                (value, part, scale) = (sum, 0, 1)
            }
        }
        guard count == digits else { return nil }
        return combined(value, scale, part)
    }

    @usableFromInline
    static func combined(_ value: UInt128, _ scale: UInt64, _ part: UInt64) -> UInt128? {
        let (product, isTooBig) = value.multipliedReportingOverflow(by: UInt128(scale))
        let (sum, isTooFar) = product.addingReportingOverflow(UInt128(part))
        return isTooBig || isTooFar ? nil : sum
    }

    /// The value of a digit, 0 to 61, or nil if the character is none.
    @inlinable
    static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 36
        default: nil
        }
    }

    /// `value` divided by 62¹⁰, in two word divisions where a 128-bit one would loop.
    @inline(__always)
    private static func divided(_ value: UInt128) -> (quotient: UInt128, remainder: UInt64) {
        let (high, low) = (UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value))
        if high == 0, low < chunk { return (0, low) }
        let (highQuotient, highRemainder) = high.quotientAndRemainder(dividingBy: chunk)
        let (lowQuotient, remainder) = chunk.dividingFullWidth((highRemainder, low))
        return (UInt128(highQuotient) << 64 | UInt128(lowQuotient), remainder)
    }

    /// Writes the last digits of `value` to the bytes from `start` up to `end`, and returns what is left of it.
    @inline(__always)
    private static func write(
        _ value: UInt64,
        to place: UnsafeMutablePointer<UInt8>,
        from start: Int,
        upTo end: Int
    ) -> UInt64 {
        // Safe because the bytes of a literal are there for as long as the program runs, and a digit is below 62.
        let characters = characters.utf8Start
        var rest = value
        var position = end
        while position > start {
            position &-= 1
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 62)
            (place + position).initialize(to: characters[Int(truncatingIfNeeded: digit)])
            rest = quotient
        }
        return rest
    }

    /// The character of each digit.
    private static var characters: StaticString { "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" }
}
