/// The 32 bytes of a SHA-256, held inline: no allocation, and fit to be a dictionary's key.
///
/// `==` takes a time that depends on the bytes. Where that could tell somebody something, compare with
/// `ConstantTime.isEqual` instead.
@usableFromInline
package struct SHA256Digest: Hashable, Sendable {
    /// The number of bytes in a digest.
    package static let byteCount = 32

    // The words hold the bytes in the order of memory, whatever the processor's order is.
    @usableFromInline
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// A digest that libcrypto has yet to fill.
    init() {}

    /// A digest that was made earlier; nil unless there are 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        // Safe because both sides have 32 bytes.
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    /// The digest as an array.
    package var bytes: [UInt8] {
        // Safe because the bytes are copied inside the closure.
        withUnsafeBytes(of: words) { Array($0) }
    }

    /// The first 16 bytes as a number, where half of a digest is enough.
    package var prefix128: UInt128 {
        UInt128(UInt64(bigEndian: words.0)) << 64 | UInt128(UInt64(bigEndian: words.1))
    }

    /// Appends the 32 bytes.
    package func append(to bytes: inout [UInt8]) {
        // Safe because the bytes are copied inside the closure.
        withUnsafeBytes(of: words) { bytes.append(contentsOf: $0) }
    }

    /// True if all bytes agree.
    @inlinable
    package static func == (left: SHA256Digest, right: SHA256Digest) -> Bool {
        left.words == right.words
    }

    /// Feeds the first half of the digest, which is as random as the whole.
    @inlinable
    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}
