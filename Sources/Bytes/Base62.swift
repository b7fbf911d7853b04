/// Numbers of 128 bits in the digits `0-9A-Za-z`, the most significant first.
///
/// 22 digits hold any such number. Digits sort as bytes do, so identifiers of one length sort as their numbers.
@usableFromInline
package enum Base62 {
    /// The digits whose every number fits into a 64-bit word.
    private static let chunkDigits = 10

    /// 62¹⁰.
    private static let chunk: UInt64 = 839_299_365_868_340_224

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
            var part: UInt64 = 0
            var scale: UInt64 = 1
            while position < end {
                let digit = digit(bytes[position])
                foreign |= digit
                part = part &* 62 &+ UInt64(digit)
                scale = scale &* 62
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

    /// The value of a digit, 0 to 61, or 255 if the character is none; without branches, since digits are random.
    @inline(__always)
    private static func digit(_ character: UInt8) -> UInt8 {
        let number = character &- UInt8(ascii: "0")
        let upper = character &- UInt8(ascii: "A")
        let lower = character &- UInt8(ascii: "a")
        let letter = upper < 26 ? upper &+ 10 : lower < 26 ? lower &+ 36 : .max
        return number < 10 ? number : letter
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
