import Disks
import Simulation
import TestTools
import Testing
import WriteAheadLog

@Suite struct RotationTests {
    @Test(arguments: UInt64(0)..<20)
    func `records of all lengths go through many segments, and none is split or lost`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk, LogFixture.configuration { $0.largestSegmentBytes = 2048 })
        for _ in 0..<300 {
            _ = try log.prepareAhead()
            for _ in 0..<Int.random(in: 1...3, using: &random) where log.admit(200, from: .ordinary) == .granted {
                let bytes = Int.random(in: 1...200, using: &random)
                _ = log.append(LogFixture.payload(log.lastSequence + 1, bytes: bytes), admitted: 200)
            }
            _ = try log.commit()
        }
        #expect(try log.segments().count > 10)
        let (sequences, tail) = try LogFixture.read(disk)
        #expect(sequences == Array(1...log.lastSequence), "seed \(seed)")
        #expect(tail.dropped == nil, "seed \(seed)")
    }

    @Test func `segments double up to the largest size`() throws {
        let disk = try LogFixture.disk(records: 600)
        #expect(try LogReader.segments(on: disk).map(\.bytes).prefix(4) == [2048, 4096, 8192, 8192])
    }

    @Test func `one batch may cross several segments`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk)
        _ = try log.prepareAhead()
        while log.admit(100, from: .ordinary) == .granted {
            _ = log.append(LogFixture.payload(log.lastSequence + 1, bytes: 100), admitted: 100)
        }
        #expect(try log.commit())
        #expect(try log.segments().count == 2)
        #expect(log.durableSequence == log.lastSequence)
        #expect(try LogFixture.read(disk.crash(seed: 3)).sequences.count == Int(log.lastSequence))
    }

    @Test func `each segment has a salt of its own`() throws {
        let disk = try LogFixture.disk(records: 400)
        let salts = try LogReader.segments(on: disk).map { try #require(disk.contents(of: $0.name))[16..<24] }
        #expect(Set(salts).count == salts.count)
        #expect(salts.count > 3)
    }

    @Test func `whoever reads while segments are begun goes on into them`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk)
        for _ in 0..<10 { try log.write() }
        // The directory is listed now, and files are looked into when it is their turn.
        var cursor = try LogCursor(disk: disk, from: 1, fingerprint: nil)
        for _ in 0..<390 { try log.write() }
        #expect(try log.segments().count > 3)
        var sequences: [UInt64] = []
        while let record = try cursor.next() { sequences.append(record.sequence) }
        #expect(sequences == Array(1...400))
        #expect(cursor.tail.dropped == nil)
    }

    @Test func `segments that are not needed go, oldest first, and never the last`() throws {
        let disk = try LogFixture.disk(records: 400)
        let log = try LogFixture.open(disk, at: 401)
        let firsts = try log.segments().map(\.firstSequence)
        #expect(firsts.count > 4)
        #expect(try log.removeSegments(through: firsts[1] - 2) == 0)
        #expect(try log.removeSegments(through: firsts[1] - 1) == 1)
        #expect(try log.removeSegments(through: firsts[3]) == 2)
        #expect(try log.segments().map(\.firstSequence) == Array(firsts[3...]))
        #expect(try log.removeSegments(through: 10_000) == firsts.count - 4)
        #expect(try log.segments().map(\.firstSequence) == [401])
        #expect(try log.write() == 401)
    }

    @Test func `a listing says when a segment was last written to`() throws {
        let disk = SimulatedDisk()
        disk.setTime(1000)
        let log = try LogFixture.open(disk)
        try log.write()
        disk.setTime(2000)
        #expect(try log.segments().map(\.modifiedSeconds) == [1000])
        try log.write()
        #expect(try log.segments().map(\.modifiedSeconds) == [2000])
    }

    @Test func `the log's own thread keeps a segment ready on a real disk`() async throws {
        let folder = try TemporaryDirectory()
        let disk = try POSIXDisk(path: folder.path)
        let configuration = LogFixture.configuration { $0.preparation = .thread(retryMilliseconds: 1000) }
        let log = try LogFixture.open(disk, configuration)
        while log.lastSequence < 500 {
            switch log.admit(100, from: .ordinary) {
            case .granted: _ = log.append(LogFixture.payload(log.lastSequence + 1, bytes: 100), admitted: 100)
            case .notReady, .noRoom, .failed: await Task.yield()
            }
            _ = try log.commit()
        }
        try log.close()
        #expect(try disk.list().allSatisfy { $0.hasSuffix(".log") })
        #expect(try LogFixture.read(disk).sequences == Array(1...500))
    }
}
