import COpenSSL

/// Comparisons that take the same time whether the bytes agree or not.
package enum ConstantTime {
    /// True if both arrays are equal; the time depends on their lengths only.
    ///
    /// Lengths are no secret: arrays of different lengths are unequal at once.
    package static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        isEqual(left, right[...])
    }

    /// True if an array and a slice are equal; the time depends on their lengths only.
    package static func isEqual(_ left: [UInt8], _ right: ArraySlice<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return left.withUnsafeBytes { left in
            // Safe because both are read only, and at most to their common length.
            right.withUnsafeBytes { CRYPTO_memcmp(left.baseAddress, $0.baseAddress, left.count) == 0 }
        }
    }
}
