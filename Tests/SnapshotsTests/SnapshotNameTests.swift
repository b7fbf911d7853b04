import Disks
import Foundation
import Testing

@testable import Snapshots

@Suite struct SnapshotNameTests {
    @Test(arguments: [0, 42, UInt64.max])
    func `a name says its sequence, with 20 digits`(sequence: UInt64) {
        let name = SnapshotName(sequence: sequence)
        #expect(SnapshotName(parsing: name.fileName) == name)
        #expect(name.fileName.utf8.count == "snapshot-".utf8.count + 20 + ".jsonl.gz".utf8.count)
        #expect(SnapshotName.isTemporary(name.temporaryFileName))
        #expect(SnapshotName(parsing: name.temporaryFileName) == nil)
    }

    @Test(arguments: [
        "snapshot-42.jsonl.gz", "snapshot-000000000000000000042.jsonl.gz", "snapshot-+0000000000000000042.jsonl.gz",
        "snapshot-18446744073709551616.jsonl.gz", "snapshot-00000000000000000042.jsonl", "", "snapshot-.jsonl.gz",
        "Snapshot-00000000000000000042.jsonl.gz", "snapshot-0000000000000000004a.jsonl.gz",
        "snapshot-00000000000000000042.jsonl.gz ", "snapshot-٠٠٠٠٠٠٠٠٠٠.jsonl.gz", "snapshot-.jsonl.gz.jsonl.gz",
    ])
    func `other names are no snapshots`(text: String) {
        #expect(SnapshotName(parsing: text) == nil)
    }

    @Test func `snapshots are listed newest first, and nothing else is`() throws {
        let fixture = try SnapshotFixture()
        let names = [7, 100, 42].map { SnapshotName(sequence: $0) }
        for fileName in names.map(\.fileName) + ["README.md", names[0].temporaryFileName, "wal-1.log"] {
            try fixture.disk.open(fileName, .create).close()
        }
        #expect(try SnapshotReader.list(disk: fixture.disk).map(\.sequence) == [100, 42, 7])
    }

    @Test func `leftovers of a crash are removed, and nothing else is`() throws {
        let fixture = try SnapshotFixture()
        let kept = ["README.md", "notes.tmp", SnapshotName(sequence: 1).fileName]
        let leftovers = [SnapshotName(sequence: 1), SnapshotName(sequence: 2)].map(\.temporaryFileName)
        for fileName in kept + leftovers {
            try fixture.disk.open(fileName, .create).close()
        }
        #expect(try SnapshotWriter.removeLeftovers(disk: fixture.disk) == leftovers)
        #expect(try fixture.disk.list() == kept.sorted())
        #expect(try SnapshotWriter.removeLeftovers(disk: fixture.disk).isEmpty)
    }
}
