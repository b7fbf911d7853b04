import Bytes
import Disks
import Snapshots

/// A disk that leaves lines out of each snapshot before anybody can read it; what is left is whole, with good counts
/// and checksums.
struct EditedSnapshots: WrappedDisk {
    let inner: any Disk

    /// Whether a line stays; all do where the fault is off.
    let keeps: @Sendable (_ line: JSONDocument) -> Bool

    func rename(_ name: String, to newName: String) throws(DiskError) {
        try inner.rename(name, to: newName)
        guard let snapshot = SnapshotName(parsing: newName) else { return }
        do throws(SnapshotError) {
            try edit(snapshot)
        } catch {
            throw error.cause as? DiskError
                ?? DiskError(.inputOutput, "\(error)", operation: .rename, file: newName)
        }
    }

    private func edit(_ name: SnapshotName) throws(SnapshotError) {
        var header = SnapshotHeader(sequence: name.sequence, createdAt: 0, counts: [:])
        var lines: [[UInt8]] = []
        var counts: SnapshotCounts = [:]
        let takeHeader: (SnapshotHeader) throws -> Void = { header = $0 }
        try SnapshotReader.read(disk: inner, name: name, onHeader: takeHeader) { line in
            let document = try JSONDocument(parsing: line)
            guard keeps(document) else { return }
            lines.append(line)
            if let kind = Self.kind(of: document) { counts[kind] += 1 }
        }
        let writer = try SnapshotWriter(
            disk: inner,
            header: SnapshotHeader(sequence: header.sequence, createdAt: header.createdAt, counts: counts)
        )
        for line in lines { try writer.append(line: line) }
        _ = try writer.finish(counts: counts)
    }

    /// What a line is counted as.
    private static func kind(of line: JSONDocument) -> String? {
        switch line.member("entity", of: line.root).map(line.string) {
        case "merchant": "merchants"
        case "key": "keys"
        case "session": "sessions"
        case "event": "events"
        case "idempotency": "idempotency"
        case _: nil
        }
    }
}
