import Glibc

/// Scanning parts of lines, eight bytes at a time where what ends a scan is rare.
extension Span<UInt8> {
    /// The first byte of a part that is no `tchar`, or the part's end.
    func endOfToken(in range: Range<Int>) -> Int {
        end(of: range, words: { _ in false }, bytes: ASCII.isToken)
    }

    /// The first byte of a part that a target cannot hold, or the part's end.
    func endOfTarget(in range: Range<Int>) -> Int {
        end(of: range, words: ASCII.areTarget, bytes: ASCII.isTarget)
    }

    /// The first byte of a part that a field value cannot hold, or the part's end.
    func endOfFieldContent(in range: Range<Int>) -> Int {
        end(of: range, words: ASCII.areFieldContent, bytes: ASCII.isFieldContent)
    }

    /// The first place of a byte in a part.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        extracting(range)
            .withUnsafeBytes { part -> Int? in
                guard let base = part.baseAddress, let found = memchr(base, Int32(byte), part.count) else { return nil }
                return range.lowerBound + (UnsafeRawPointer(found) - base)
            }
    }

    /// Goes on in words as long as one fits, then in bytes.
    @inline(__always)
    private func end(of range: Range<Int>, words areFitting: (UInt64) -> Bool, bytes isFitting: (UInt8) -> Bool) -> Int
    {
        extracting(range)
            .withUnsafeBytes { part in
                var index = 0
                // Safe because eight bytes are read only while eight bytes are left.
                while part.count - index >= 8,
                    areFitting(part.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                {
                    index += 8
                }
                while index < part.count, isFitting(part[index]) { index += 1 }
                return range.lowerBound + index
            }
    }
}
