/// Whole numbers as decimal text, without a `String` in between.
package enum DecimalDigits {
    /// The digits of the longest `UInt64`.
    private static let longest = 20

    /// Appends the shortest spelling: no leading zero, a minus sign for what is below zero.
    package static func append(_ value: Int64, to bytes: inout [UInt8]) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        append(value.magnitude, to: &bytes)
    }

    /// Appends the shortest spelling: no leading zero.
    package static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        // Safe because 20 digits hold any value, and only those that were written are read.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { digits in
            var rest = value
            var first = longest
            repeat {
                first -= 1
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            } while rest > 0
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }
}
