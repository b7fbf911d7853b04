import Glibc

/// Comparing and scanning runs of bytes, eight at a time where that is possible.
enum ByteRuns {
    /// True if both runs have the same bytes.
    @inline(__always)
    static func isEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else { return true }
        return memcmp(leftBase, rightBase, left.count) == 0
    }

    /// True if `left` comes before `right`, byte by byte, a prefix before what it begins.
    static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let shared = min(left.count, right.count)
        if shared > 0, let leftBase = left.baseAddress, let rightBase = right.baseAddress {
            let order = memcmp(leftBase, rightBase, shared)
            if order != 0 { return order < 0 }
        }
        return left.count < right.count
    }

    /// The first byte from `start` that a JSON string cannot hold as it is, or the run's length.
    ///
    /// Such bytes are `"`, `\` and U+0000 to U+001F; with `stoppingAtNonASCII` also all from 0x80.
    @inline(__always)
    static func endOfPlain(
        in run: UnsafeBufferPointer<UInt8>,
        from start: Int,
        stoppingAtNonASCII: Bool
    ) -> Int {
        guard let base = run.baseAddress else { return start }
        let count = run.count
        var position = start
        // Safe because eight bytes are read only while eight bytes are left.
        while position + 8 <= count {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
            )
            let found = special(in: word) | (stoppingAtNonASCII ? word & highBits : 0)
            if found != 0 { return position + found.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < count {
            let byte = base[position]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || (stoppingAtNonASCII && byte >= 0x80) { break }
            position += 1
        }
        return position
    }

    private static let lowBits: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The high bit of each byte that is `"`, `\` or below 0x20.
    ///
    /// A borrow can mark a byte above a true one falsely, never below it: the lowest mark is always right.
    @inline(__always)
    private static func special(in word: UInt64) -> UInt64 {
        let quote = word ^ (lowBits &* 0x22)
        let backslash = word ^ (lowBits &* 0x5C)
        let isQuote = (quote &- lowBits) & ~quote
        let isBackslash = (backslash &- lowBits) & ~backslash
        let isControl = (word &- lowBits &* 0x20) & ~word
        return (isQuote | isBackslash | isControl) & highBits
    }
}
