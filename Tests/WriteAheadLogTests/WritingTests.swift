import Disks
import Simulation
import Synchronization
import TestTools
import Testing
import WriteAheadLog

@Suite struct WritingTests {
    @Test func `records come back in order`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk)
        for sequence in UInt64(1)...5 { #expect(try log.add(bytes: 33 + Int(sequence)) == sequence) }
        #expect(try log.commit())
        let (sequences, tail) = try LogFixture.read(disk)
        #expect(sequences == [1, 2, 3, 4, 5])
        #expect((tail.nextSequence, tail.end?.sequence, tail.records) == (6, 6, 5) && tail.dropped == nil)
    }

    @Test func `a record is durable after its commit, not before`() throws {
        let told = Mutex<[UInt64]>([])
        let log = try LogFixture.open(SimulatedDisk()) { sequence in told.withLock { $0.append(sequence) } }
        #expect(try !log.commit())
        #expect(!log.hasPending)
        try log.add()
        try log.add()
        #expect(log.hasPending)
        #expect(log.lastSequence == 2)
        #expect(log.durableSequence == 0)
        #expect(try log.commit())
        #expect(!log.hasPending)
        #expect(log.durableSequence == 2)
        #expect(try !log.commit())
        #expect(told.withLock { $0 } == [2])
    }

    @Test func `each opening begins a segment at its sequence`() throws {
        let disk = try LogFixture.disk(records: 3)
        let log = try LogFixture.open(disk, at: 4)
        #expect(log.lastSequence == 3)
        #expect(log.durableSequence == 3)
        #expect(try log.segments().map(\.name) == [LogFixture.name(1), LogFixture.name(4)])
        #expect(try log.write() == 4)
        #expect(try LogFixture.read(disk).sequences == [1, 2, 3, 4])
    }

    @Test func `an empty segment of the same name is replaced`() throws {
        let disk = SimulatedDisk()
        _ = try LogFixture.open(disk, salt: 1)
        let log = try LogFixture.open(disk, salt: 2)
        try log.write()
        #expect(try disk.list() == [LogFixture.name(1), "wal-next.tmp"])
        #expect(try LogFixture.read(disk).sequences == [1])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a log is not opened at or before what stands in it`(sequence: UInt64) throws {
        let disk = try LogFixture.disk(records: 2)
        let later = try LogFixture.open(disk, at: 3)
        try later.write()
        let error = #expect(throws: LogError.self) { _ = try LogFixture.open(disk, at: sequence) }
        #expect(error?.code == .sequenceTaken)
        #expect(try LogFixture.read(disk).sequences == [1, 2, 3])
    }

    @Test func `reads from a sequence on`() throws {
        let disk = try LogFixture.disk(records: 90)
        #expect(try LogReader.segments(on: disk).count > 1)
        for from in UInt64(1)...91 {
            let (sequences, tail) = try LogFixture.read(disk, from: from)
            #expect(sequences == Array(from..<91))
            #expect(tail.nextSequence == 91)
        }
        #expect(try LogFixture.read(disk, from: 120).tail.nextSequence == 120)
    }

    @Test func `a directory without a log is an empty log`() throws {
        let tail = try LogFixture.read(SimulatedDisk()).tail
        #expect((tail.nextSequence, tail.records) == (1, 0) && tail.end == nil && tail.dropped == nil)
        #expect(try LogFixture.read(SimulatedDisk(), from: 7).tail.nextSequence == 7)
    }

    @Test func `a record carries what was durable when it was written`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk)
        try log.add()
        try log.add()
        _ = try log.commit()
        try log.add()
        _ = try log.commit()
        var marks: [UInt64] = []
        try LogReader.replay(disk: disk, from: nil, fingerprint: nil) { marks.append($0.durableSequence) }
        #expect(marks == [0, 0, 2])
    }

    @Test func `closing commits the rest and gives back the free room`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk)
        try log.write()
        _ = try log.prepareAhead()
        try log.add()
        try log.close()
        #expect(log.durableSequence == 2)
        #expect(log.state == .closed)
        #expect(log.admit(1, from: .reserve) == .failed)
        #expect(try disk.list() == [LogFixture.name(1)])
        #expect(disk.usedBytes == Int64(LogFixture.headerBytes + 2 * (LogFixture.frameHeaderBytes + 40)))
        let (sequences, tail) = try LogFixture.read(disk.crash(seed: 1))
        #expect(sequences == [1, 2])
        #expect(tail.dropped == nil)
    }

    @Test(arguments: [LogDurability.interval, .never])
    func `without a sync a batch counts once it is written, and its mark claims nothing`(
        durability: LogDurability
    ) throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk, LogFixture.configuration { $0.durability = durability })
        disk.fail(.synchronize, after: 1)
        try log.add()
        _ = try log.commit()
        try log.add()
        _ = try log.commit()
        #expect(log.durableSequence == 2)
        var marks: [UInt64] = []
        try LogReader.replay(disk: disk, from: nil, fingerprint: nil) { marks.append($0.durableSequence) }
        #expect(marks == [0, 0])
    }

    @Test func `an interval's sync makes safe what was written`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk, LogFixture.configuration { $0.durability = .interval })
        try log.add()
        _ = try log.commit()
        try log.synchronize()
        for seed in UInt64(0)..<50 {
            #expect(try LogFixture.read(disk.crash(seed: seed)).sequences == [1], "seed \(seed)")
        }
    }

    @Test func `what an earlier run had written is synced before its successor builds on it`() throws {
        let disk = SimulatedDisk()
        let first = try LogFixture.open(disk, LogFixture.configuration { $0.durability = .never })
        try first.add()
        _ = try first.commit()
        // The process died, not the machine: the record is read, and must stay from now on.
        #expect(try LogFixture.read(disk).sequences == [1])
        _ = try LogFixture.open(disk, at: 2)
        for seed in UInt64(0)..<50 {
            #expect(try LogFixture.read(disk.crash(seed: seed)).sequences == [1], "seed \(seed)")
        }
    }

    @Test func `a cut lies behind everything appended so far`() throws {
        let log = try LogFixture.open(SimulatedDisk())
        #expect(log.cutSequence == 0)
        try log.add()
        #expect(log.beginCut() == 1)
        try log.add()
        #expect(log.cutSequence == 1)
    }

    @Test func `works the same on a real disk`() throws {
        let folder = try TemporaryDirectory()
        let disk = try POSIXDisk(path: folder.path)
        let log = try LogFixture.open(disk)
        for _ in 0..<200 { try log.write(bytes: 100) }
        try log.close()
        let again = try LogFixture.open(disk, at: 201)
        for _ in 0..<50 { try again.write(bytes: 3) }
        let (sequences, tail) = try LogFixture.read(disk)
        #expect(sequences == Array(1...250))
        #expect((tail.nextSequence, tail.end?.sequence, tail.records) == (251, 251, 250) && tail.dropped == nil)
    }
}
