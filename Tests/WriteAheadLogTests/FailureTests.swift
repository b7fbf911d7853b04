import Disks
import Simulation
import Synchronization
import Testing
import WriteAheadLog

@Suite struct FailureTests {
    @Test(arguments: [DiskOperation.write, .synchronize])
    func `a failed write or sync ends the log`(operation: DiskOperation) throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk)
        try log.write()
        #expect(log.admit(40, from: .ordinary) == .granted)
        try log.add()
        disk.fail(operation, after: 1)
        let error = try #require(throws: LogError.self) { try log.commit() }
        #expect(error.code == .disk)
        #expect(error.cause?.operation == operation)
        #expect(error.file == LogFixture.name(1))
        #expect(error.sequence == 2)
        #expect(log.state == .failed)
        #expect(log.failure == error)
        #expect(log.durableSequence == 1)
        #expect(log.admit(40, from: .reserve) == .failed)
        // The disk would take it now: a log that tried again would claim what may be lost.
        _ = log.append(LogFixture.payload(3), admitted: 40)
        #expect(throws: error) { try log.commit() }
        #expect(throws: error) { try log.commit() }
        #expect(log.durableSequence == 1)
        #expect(throws: error) { try log.close() }
        for seed in UInt64(0)..<50 {
            let (sequences, _) = try LogFixture.read(disk.crash(seed: seed))
            #expect([[1], [1, 2]].contains(sequences), "seed \(seed)")
        }
    }

    @Test(arguments: [DiskOperation.write, .synchronize, .rename, .synchronizeDirectory])
    func `a failure between two segments ends the log`(operation: DiskOperation) throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk, LogFixture.configuration { $0.durability = .never })
        _ = try log.prepareAhead()
        var durable: UInt64 = 0
        while try log.segments().count == 1, log.state != .failed {
            try log.add(bytes: 200)
            // The write that is asked to fail is the header's where the record does not fit any more.
            if log.lastSequence == 9 { disk.fail(operation, after: 1) }
            do { _ = try log.commit() } catch { break }
            durable = log.durableSequence
        }
        #expect(log.state == .failed)
        #expect(durable == 8)
        #expect(log.failure?.cause?.operation == operation)
    }

    @Test func `a disk that fails while the next segment is made ready ends the log`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk)
        disk.fail(.synchronize, after: 1)
        let error = #expect(throws: LogError.self) { try log.prepareAhead() }
        #expect(error?.cause?.code == .inputOutput)
        #expect(log.state == .failed)
    }

    @Test(arguments: [DiskOperation.open, .write, .allocate, .synchronize, .rename, .synchronizeDirectory])
    func `a disk that fails at the opening is told, whichever call it is`(operation: DiskOperation) throws {
        var count = 1
        while true {
            let disk = try LogFixture.disk(records: 2)
            disk.fail(operation, after: count)
            do {
                _ = try LogFixture.open(disk, at: 3)
                break
            } catch let error as LogError {
                #expect(error.cause?.operation == operation)
                // Nothing that was there has suffered.
                #expect(try LogFixture.read(disk).sequences == [1, 2])
            }
            count += 1
        }
        #expect(count > 1)
    }

    @Test(arguments: [1, 2, 5])
    func `what a failed sync has left in memory is safe once it was read again`(records: Int) throws {
        for seed in 0..<50 as Range<UInt64> {
            let disk = SimulatedDisk(seed: seed)
            let log = try LogFixture.open(disk)
            for _ in 0..<3 { try log.write() }
            for _ in 0..<records { try log.add() }
            disk.fail(.synchronize, after: 1)
            #expect(throws: LogError.self) { try log.commit() }
            // The process ends, and the next one reads what the last one wrote.
            let left = disk.copy()
            let (sequences, tail) = try LogFixture.read(left)
            #expect(sequences.count == 3 + records)
            let next = try LogFixture.open(left, at: tail.nextSequence)
            try next.write()
            let after = try LogFixture.read(left.crash(seed: seed)).sequences
            #expect(after == sequences + [tail.nextSequence], "seed \(seed)")
        }
    }

    @Test func `only what no record behind it proves is written again at a start`() throws {
        let disk = try LogFixture.disk(records: 5)
        let written = Mutex(0)
        disk.observe { moment, operation, name in
            guard moment == .before, operation == .write, name == LogFixture.name(1) else { return }
            written.withLock { $0 += 1 }
        }
        let before = disk.contents(of: LogFixture.name(1))
        _ = try LogFixture.open(disk, at: 6)
        // The tail, and the name of the next segment in the header.
        #expect(written.withLock { $0 } == 2)
        #expect(disk.contents(of: LogFixture.name(1))?.dropFirst(64) == before?.dropFirst(64))
    }

    @Test func `a failed sync of an interval ends the log`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk, LogFixture.configuration { $0.durability = .interval })
        try log.add()
        _ = try log.commit()
        disk.fail(.synchronize, after: 1)
        let error = try #require(throws: LogError.self) { try log.synchronize() }
        #expect(error.cause?.code == .inputOutput)
        #expect(throws: error) { try log.synchronize() }
        #expect(throws: error) { try log.commit() }
    }
}
