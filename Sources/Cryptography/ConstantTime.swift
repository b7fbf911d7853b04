import COpenSSL

/// Comparisons that take the same time whether the bytes agree or not.
package enum ConstantTime {
    /// True if both arrays are equal; the time depends on their lengths only.
    ///
    /// Lengths are no secret: arrays of different lengths are unequal at once.
    package static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        // Safe because both arrays are read only, and at most to their common length.
        left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
    }
}
