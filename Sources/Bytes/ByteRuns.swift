import Glibc

/// Comparing and scanning runs of bytes, many at a time where that is possible.
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

    /// True if a JSON string can hold the run as it is: none of its bytes is `"`, `\` or below 0x20.
    @inline(__always)
    static func isPlain(_ run: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = run.baseAddress else { return true }
        let count = run.count
        // Safe because a block is read only where the run has its bytes; the last one may overlap the one before.
        if count >= 16 {
            var position = 0
            while position <= count &- 16 {
                guard ByteBlock(at: base + position).isPlain else { return false }
                position &+= 16
            }
            return position == count || ByteBlock(at: base + (count &- 16)).isPlain
        }
        if count >= 8 { return ByteBlock(at: base, base + (count &- 8)).isPlain }
        return run.allSatisfy { !isSpecial($0) }
    }

    /// The first byte from `start` that a JSON string cannot hold as it is, or the run's length.
    static func endOfPlain(in run: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < run.count, !isSpecial(run[position]) { position += 1 }
        return position
    }

    /// The first byte from `start` that is `"`, `\`, below 0x20 or not ASCII, or the run's length.
    @inline(__always)
    static func endOfPlainASCII(in run: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = run.baseAddress else { return start }
        let count = run.count
        var position = start
        // Safe because sixteen bytes are read only while sixteen are left.
        while position <= count &- 16 {
            let plain = ByteBlock(at: base + position).plainASCIIBytes
            position &+= plain
            if plain < 16 { return position }
        }
        while position < count, !isSpecial(base[position]), base[position] < 0x80 { position &+= 1 }
        return position
    }

    @inline(__always)
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}
