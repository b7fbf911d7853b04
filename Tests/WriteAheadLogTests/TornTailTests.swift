import Disks
import Foundation
import Simulation
import TestTools
import Testing
import WriteAheadLog

@Suite struct TornTailTests {
    /// Three records of 40 bytes, of which the third begins here.
    private let third = LogFixture.headerBytes + 2 * (LogFixture.frameHeaderBytes + 40)
    private let frameBytes = LogFixture.frameHeaderBytes + 40

    @Test func `zeros from any byte of the last record on are a torn tail`() throws {
        let whole = try #require(try LogFixture.disk(records: 3).contents(of: LogFixture.name(1)))
        for cut in third..<third + frameBytes {
            let disk = SimulatedDisk()
            let torn = whole.prefix(cut) + [UInt8](repeating: 0, count: whole.count - cut)
            disk.setContents(of: LogFixture.name(1), to: Array(torn))
            try expectTornAndRepaired(disk, droppedBytes: cut - third)
        }
    }

    @Test func `a file that ends at any byte of the last record has a torn tail`() throws {
        let whole = try #require(try LogFixture.disk(records: 3).contents(of: LogFixture.name(1)))
        for cut in third..<third + frameBytes {
            let disk = SimulatedDisk()
            disk.setContents(of: LogFixture.name(1), to: Array(whole.prefix(cut)))
            try expectTornAndRepaired(disk, droppedBytes: cut - third)
        }
    }

    @Test func `any flipped byte of the last record is a torn tail`() throws {
        for offset in third..<third + frameBytes {
            let disk = try LogFixture.disk(records: 3)
            disk.corrupt(LogFixture.name(1), at: offset, flipping: 0x41)
            try expectTornAndRepaired(disk, droppedBytes: frameBytes)
        }
    }

    @Test func `a hole in a batch that was not synced is a torn tail, whole records behind it or not`() throws {
        let disk = try LogFixture.disk(records: 2)
        let log = try LogFixture.open(disk, at: 3)
        for _ in 0..<3 { try log.add() }
        _ = try log.commit()
        var bytes = try #require(disk.contents(of: LogFixture.name(3)))
        bytes.replaceSubrange(64..<64 + frameBytes, with: [UInt8](repeating: 0, count: frameBytes))
        disk.setContents(of: LogFixture.name(3), to: bytes)
        let (sequences, tail) = try LogFixture.read(disk)
        #expect(sequences == [1, 2])
        #expect(tail.dropped == .init(file: LogFixture.name(3), offset: 64, bytes: Int64(3 * frameBytes)))
    }

    @Test func `records behind a tear do not come back after the repair`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk)
        try log.write()
        for _ in 0..<4 { try log.add() }
        _ = try log.commit()
        // The batch of 2 to 5 lost its first record; 3 to 5 are whole and must never be seen.
        disk.corrupt(LogFixture.name(1), at: 64 + frameBytes + 30, flipping: 1)
        #expect(try LogFixture.read(disk).sequences == [1])
        let repaired = try LogFixture.open(disk, at: 2, salt: 9)
        let mended = try LogFixture.read(disk).tail
        #expect((mended.nextSequence, mended.records) == (2, 1) && mended.dropped == nil)
        for _ in 0..<2 { try repaired.write(bytes: 64) }
        var lengths: [Int] = []
        let tail = try LogReader.replay(disk: disk, from: 1, fingerprint: nil) { lengths.append($0.payload.count) }
        #expect(lengths == [40, 64, 64])
        #expect(tail.nextSequence == 4)
    }

    @Test func `bytes of another segment in this one's place are no records`() throws {
        let disk = SimulatedDisk()
        let other = SimulatedDisk()
        try LogFixture.open(disk, salt: 1).write()
        let longer = try LogFixture.open(other, salt: 2)
        for _ in 0..<2 { try longer.write() }
        var bytes = try #require(disk.contents(of: LogFixture.name(1)))
        let stale = try #require(other.contents(of: LogFixture.name(1)))
        bytes.replaceSubrange((64 + frameBytes)..., with: stale[(64 + frameBytes)...])
        disk.setContents(of: LogFixture.name(1), to: bytes)
        #expect(try LogFixture.read(disk).sequences == [1])
    }

    @Test func `a last segment whose header was not written whole is dropped`() throws {
        let begun = try LogFixture.disk(records: 3)
        _ = try LogFixture.open(begun, at: 4)
        let segment = try #require(begun.contents(of: LogFixture.name(4)))
        for cut in 0..<LogFixture.headerBytes {
            for length in [cut, segment.count] {
                let disk = try LogFixture.disk(records: 3)
                let torn = segment.prefix(cut) + [UInt8](repeating: 0, count: length - cut)
                disk.setContents(of: LogFixture.name(4), to: Array(torn))
                let (sequences, tail) = try LogFixture.read(disk)
                #expect(sequences == [1, 2, 3], "cut at \(cut)")
                #expect(tail.nextSequence == 4)
                // The last bytes of a header are zeros anyway.
                let isWhole = Array(torn) == segment
                #expect((tail.dropped?.file == LogFixture.name(4)) == (cut > 0 && !isWhole), "cut at \(cut)")
                #expect(try LogFixture.open(disk, at: 4).write() == 4)
                #expect(try LogFixture.read(disk).sequences == [1, 2, 3, 4])
            }
        }
    }

    @Test func `an empty last segment is fine`() throws {
        let disk = try LogFixture.disk(records: 3)
        _ = try LogFixture.open(disk, at: 4)
        let tail = try LogFixture.read(disk).tail
        #expect((tail.nextSequence, tail.records) == (4, 3) && tail.dropped == nil)
    }

    @Test func `a segment being made ready is no part of the log`() throws {
        let disk = try LogFixture.disk(records: 3)
        disk.setContents(of: "wal-next.tmp", to: [1, 2, 3])
        #expect(try LogFixture.read(disk).sequences == [1, 2, 3])
        #expect(try LogFixture.open(disk, at: 4).write() == 4)
    }

    @Test func `a torn tail on a real disk is dropped and repaired`() throws {
        let folder = try TemporaryDirectory()
        let disk = try POSIXDisk(path: folder.path)
        let log = try LogFixture.open(disk)
        for _ in 0..<3 { try log.write() }
        let file = try #require(FileHandle(forUpdatingAtPath: folder.file(LogFixture.name(1))))
        try file.truncate(atOffset: UInt64(third + 30))
        try expectTornAndRepaired(disk, droppedBytes: 30)
    }

    private func expectTornAndRepaired(_ disk: any Disk, droppedBytes: Int) throws {
        let (sequences, tail) = try LogFixture.read(disk)
        #expect(sequences == [1, 2])
        #expect(tail.nextSequence == 3)
        if droppedBytes > 0 {
            let dropped = try #require(tail.dropped)
            #expect(dropped.file == LogFixture.name(1))
            #expect(dropped.offset == Int64(third))
            // A front that ends in zeros looks shorter than it was.
            #expect((1...Int64(droppedBytes)).contains(dropped.bytes))
        } else {
            #expect(tail.dropped == nil)
        }
        #expect(try LogFixture.open(disk, at: 3, salt: 7).write() == 3)
        #expect(try LogFixture.read(disk).sequences == [1, 2, 3])
    }
}
