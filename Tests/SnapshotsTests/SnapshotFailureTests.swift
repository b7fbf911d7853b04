import Disks
import Foundation
import Simulation
import Synchronization
import TestTools
import Testing

@testable import Snapshots

@Suite struct SnapshotFailureTests {
    /// What happened on the disk, and which step of it is to fail.
    private final class Script: Sendable {
        private let state = Mutex((steps: [String](), failing: Int?.none))
        private let code: DiskError.Code

        init(failing step: Int?, code: DiskError.Code = .noSpace) {
            self.code = code
            state.withLock { $0.failing = step }
        }

        var steps: [String] { state.withLock { $0.steps } }

        func reach(_ point: FaultPoint, _ file: String) throws(DiskError) {
            guard point.moment == .before else { return }
            let isFailing = state.withLock { state in
                state.steps.append(point.operation.rawValue)
                return state.steps.count - 1 == state.failing
            }
            if isFailing { throw DiskError(code, "on purpose", operation: point.operation, file: file) }
        }
    }

    private func disk(at folder: TemporaryDirectory, _ script: Script) throws -> POSIXDisk {
        try POSIXDisk(path: folder.path) { point, file throws(DiskError) in try script.reach(point, file) }
    }

    /// Random letters hardly shrink: 13 MB of them make a file of more than 8 MiB.
    private static let large = SnapshotFixture.lines(28_000, seed: 19)

    @Test func `data is synced bit by bit, then the file, then the name`() throws {
        let folder = try TemporaryDirectory()
        let script = Script(failing: nil)
        let summary = try SnapshotFixture.write(Self.large, to: disk(at: folder, script))
        let steps = script.steps
        #expect(summary.fileBytes > 8 << 20)
        #expect(Array(steps.suffix(4)) == ["write", "synchronize", "rename", "synchronizeDirectory"])
        let runs = steps.split(separator: "synchronize").map { $0.count { $0 == "write" } }
        #expect(runs.count >= 4)
        #expect(runs.allSatisfy { $0 <= SnapshotLimits.bytesBetweenSyncs / SnapshotLimits.chunkBytes + 2 })
    }

    @Test(arguments: [.noSpace, .inputOutput] as [DiskError.Code])
    func `whichever step fails, no snapshot is there and nothing is left over`(code: DiskError.Code) throws {
        var step = 0
        while true {
            let folder = try TemporaryDirectory()
            let script = Script(failing: step, code: code)
            let disk = try disk(at: folder, script)
            let result = Result { try SnapshotFixture.write(SnapshotFixture.lines(2_000, seed: 1), to: disk) }
            guard case .failure(let failure) = result else { break }
            let error = try #require(failure as? SnapshotError)
            #expect((error.cause as? DiskError)?.code == code, "step \(step): \(script.steps)")
            #expect(!error.isDamage)
            // The name is given by then; only that it survives a crash is not known.
            let isNamed = script.steps[step] == "synchronizeDirectory"
            #expect(try disk.list() == (isNamed ? [SnapshotName(sequence: 42).fileName] : []), "step \(step)")
            step += 1
        }
        #expect(step >= 6)
    }

    @Test(arguments: [0, 27, 200_000, 300_000, 600_000] as [Int64])
    func `a disk that fills up ends it cleanly, and the older snapshot stays`(room: Int64) throws {
        let disk = SimulatedDisk()
        let old = SnapshotHeader(sequence: 7, createdAt: SnapshotFixture.createdAt, counts: [:])
        _ = try SnapshotWriter(disk: disk, header: old).finish(counts: [:])
        disk.setCapacity(disk.usedBytes + room)
        let error = #expect(throws: SnapshotError.self) {
            try SnapshotFixture.write(SnapshotFixture.lines(2_000, seed: 1), to: disk)
        }
        #expect((error?.cause as? DiskError)?.code == .noSpace)
        #expect(try disk.list() == [SnapshotName(sequence: 7).fileName])
        try SnapshotReader.read(disk: disk, name: SnapshotName(sequence: 7)) { _ in }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `after a loss of power every snapshot that is listed is whole`(seed: UInt64) throws {
        let lines = SnapshotFixture.lines(50, seed: seed)
        let disk = SimulatedDisk()
        try SnapshotFixture.write(lines, to: disk)
        let safe = disk.crash(seed: seed)
        #expect(try SnapshotReader.list(disk: safe).map(\.sequence) == [42], "seed \(seed)")
        try SnapshotReader.read(disk: safe, name: SnapshotName(sequence: 42)) { _ in }

        // The next one loses power when its name is given, which may survive or not.
        let next = try SnapshotWriter(disk: disk, header: SnapshotHeader(sequence: 43, createdAt: 0, counts: [:]))
        for line in lines {
            try next.append(line: line)
        }
        disk.fail(.synchronizeDirectory, after: 1)
        #expect(throws: SnapshotError.self) { try next.finish(counts: [:]) }
        let torn = disk.crash(seed: seed)
        let found = try SnapshotReader.list(disk: torn)
        #expect(found.last?.sequence == 42, "seed \(seed)")
        for name in found {
            try SnapshotReader.read(disk: torn, name: name) { _ in }
        }
    }

    @Test func `an abandoned snapshot leaves nothing, nor does one that is let go`() throws {
        let fixture = try SnapshotFixture()
        let writer = try SnapshotWriter(disk: fixture.disk, header: SnapshotFixture.header(lines: 1))
        #expect(try fixture.disk.list() == [fixture.name.temporaryFileName])
        try writer.append(line: Array("{}".utf8))
        writer.abandon()
        writer.abandon()
        #expect(try fixture.disk.list() == [])
        _ = try SnapshotWriter(disk: fixture.disk, header: SnapshotFixture.header(lines: 1))
        #expect(try fixture.disk.list() == [])
    }

    @Test func `a leftover of the same name is in nobody's way, an older snapshot stays until the new one is whole`()
        throws
    {
        let fixture = try SnapshotFixture()
        try SnapshotFixture.write([], to: fixture.disk)
        try fixture.disk.open(fixture.name.temporaryFileName, .create).close()
        let writer = try SnapshotWriter(disk: fixture.disk, header: SnapshotFixture.header(lines: 1))
        try writer.append(line: Array("{}".utf8))
        #expect(try fixture.read().lines.isEmpty)
        _ = try writer.finish(counts: ["sessions": 1])
        #expect(try fixture.read().lines.count == 1)
        #expect(try fixture.disk.list() == [fixture.name.fileName])
    }
}
