/// The name of a snapshot's file: `snapshot-<position>.jsonl.gz`, the position with 20 digits so that `ls` sorts them.
package struct SnapshotName: Sendable, Hashable, Comparable, CustomStringConvertible {
    private static let prefix = "snapshot-"
    private static let suffix = ".jsonl.gz"
    private static let temporarySuffix = ".jsonl.gz.tmp"
    private static let digits = 20

    /// The last record of the log that the snapshot contains.
    package let sequence: UInt64

    /// The name for the cut at `sequence`.
    package init(sequence: UInt64) {
        self.sequence = sequence
    }

    /// The name as it stands in the folder, or nil if it is no finished snapshot's.
    package init?(parsing fileName: String) {
        self.init(fileName, suffix: SnapshotName.suffix)
    }

    /// The name of the file once it is whole.
    package var fileName: String { SnapshotName.prefix + paddedSequence + SnapshotName.suffix }

    /// The name of the file while it is written.
    package var temporaryFileName: String { SnapshotName.prefix + paddedSequence + SnapshotName.temporarySuffix }

    /// The same as `fileName`.
    package var description: String { fileName }

    /// Orders by position in the log, oldest first.
    package static func < (left: SnapshotName, right: SnapshotName) -> Bool {
        left.sequence < right.sequence
    }

    static func isTemporary(_ fileName: String) -> Bool {
        SnapshotName(fileName, suffix: temporarySuffix) != nil
    }

    private init?(_ fileName: String, suffix: String) {
        guard fileName.hasPrefix(SnapshotName.prefix), fileName.hasSuffix(suffix) else { return nil }
        let number = fileName.utf8.dropFirst(SnapshotName.prefix.utf8.count).dropLast(suffix.utf8.count)
        guard number.count == SnapshotName.digits, number.allSatisfy({ (0x30...0x39).contains($0) }),
            let sequence = UInt64(String(number) ?? "")
        else { return nil }
        self.init(sequence: sequence)
    }

    private var paddedSequence: String {
        let number = String(sequence)
        return String(repeating: "0", count: SnapshotName.digits - number.utf8.count) + number
    }
}
