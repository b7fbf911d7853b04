import Disks

/// The names of the log's files: `wal-` and the first sequence in 20 digits and `.log`, so that names sort as numbers.
enum SegmentName {
    /// The segment that is being made ready; never part of the log.
    static let prepared = "wal-next.tmp"

    private static let prefix = "wal-"
    private static let suffix = ".log"
    private static let digits = 20

    /// The name of the segment that begins with a sequence.
    static func name(first sequence: UInt64) -> String {
        let number = String(sequence)
        return prefix + String(repeating: "0", count: digits - number.count) + number + suffix
    }

    /// The first sequence of a segment, or nil if the name is not a segment's.
    static func firstSequence(of name: String) -> UInt64? {
        guard name.utf8.count == prefix.utf8.count + digits + suffix.utf8.count else { return nil }
        guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
        let number = name.utf8.dropFirst(prefix.utf8.count).prefix(digits)
        // `UInt64(_:)` would also take a sign.
        guard number.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return UInt64(Substring(number))
    }

    /// The first sequences of all segments in a directory, in order.
    static func firstSequences(on disk: some Disk) throws(DiskError) -> [UInt64] {
        try disk.list().compactMap(firstSequence(of:)).sorted()
    }
}
