import Disks
import Simulation
import Synchronization
import Testing
import WriteAheadLog

@Suite struct FullDiskTests {
    @Test func `without room for the next segment the log turns read-only, and back`() throws {
        // Room for the first segment, and not for another one of the smallest size.
        let disk = SimulatedDisk(capacity: 4000)
        let log = try LogFixture.open(disk)
        #expect(try !log.prepareAhead())
        #expect(log.state == .writable)
        var written: UInt64 = 0
        while log.admit(40, from: .ordinary) == .granted {
            written = log.append(LogFixture.payload(log.lastSequence + 1), admitted: 40)
            #expect(try log.commit())
        }
        #expect(written > 10)
        #expect(log.state == .readOnly)
        #expect(log.admit(1, from: .ordinary) == .noRoom)
        #expect(try !log.prepareAhead())
        #expect(log.state == .readOnly)
        disk.setCapacity(40_000)
        #expect(try log.prepareAhead())
        #expect(log.state == .writable)
        #expect(try log.write() == written + 1)
        #expect(try LogFixture.read(disk).sequences == Array(1...written + 1))
    }

    @Test func `the reserve is for timers, when others find no room any more`() throws {
        let disk = SimulatedDisk(capacity: 4000)
        let log = try LogFixture.open(disk)
        _ = try log.prepareAhead()
        while log.admit(40, from: .ordinary) == .granted {
            _ = log.append(LogFixture.payload(log.lastSequence + 1), admitted: 40)
        }
        #expect(log.freeBytes >= 256)
        var reserved = 0
        while log.admit(40, from: .reserve) == .granted {
            _ = log.append(LogFixture.payload(log.lastSequence + 1), admitted: 40)
            reserved += 1
        }
        #expect(reserved >= 256 / 64)
        #expect(log.admit(40, from: .reserve) == .noRoom)
        _ = try log.commit()
        #expect(log.durableSequence == log.lastSequence)
        #expect(try LogFixture.read(disk).sequences.count == Int(log.lastSequence))
    }

    @Test func `a segment that is merely late is another refusal than a full disk`() throws {
        let log = try LogFixture.open(SimulatedDisk())
        while log.admit(40, from: .ordinary) == .granted {
            _ = log.append(LogFixture.payload(log.lastSequence + 1), admitted: 40)
        }
        #expect(log.admit(40, from: .ordinary) == .notReady)
        #expect(log.admit(200, from: .reserve) == .granted)
        log.release(200)
        #expect(log.state == .writable)
        #expect(try log.prepareAhead())
        #expect(log.admit(40, from: .ordinary) == .granted)
    }

    @Test func `a disk that is full at the opening makes a read-only log`() throws {
        let disk = try LogFixture.disk(records: 3)
        try disk.remove("wal-next.tmp")
        disk.setCapacity(disk.usedBytes + 100)
        let log = try LogFixture.open(disk, at: 4)
        #expect(log.admit(40, from: .ordinary) == .noRoom)
        #expect(log.admit(40, from: .reserve) == .noRoom)
        #expect(log.state == .readOnly)
        #expect(try LogFixture.read(disk).sequences == [1, 2, 3])
        disk.setCapacity(100_000)
        #expect(try log.write() == 4)
        #expect(try LogFixture.read(disk).sequences == [1, 2, 3, 4])
    }

    @Test func `what was allocated in vain is given back`() throws {
        let disk = SimulatedDisk(capacity: 4000)
        let log = try LogFixture.open(disk)
        #expect(try !log.prepareAhead())
        #expect(try disk.list() == [LogFixture.name(1)])
        #expect(disk.usedBytes == 2048)
    }

    @Test func `a smaller segment is taken where a large one has no room`() throws {
        let disk = SimulatedDisk(capacity: 2048 + 3000)
        let log = try LogFixture.open(disk)
        #expect(try log.prepareAhead())
        #expect(disk.usedBytes == 2048 + 2048)
        #expect(log.state == .writable)
    }

    @Test func `removing old segments lets a full log go on`() throws {
        let disk = SimulatedDisk(capacity: 2048 + 4096 + 1000)
        let log = try LogFixture.open(disk)
        _ = try log.prepareAhead()
        while log.admit(40, from: .ordinary) == .granted {
            _ = log.append(LogFixture.payload(log.lastSequence + 1), admitted: 40)
            _ = try log.commit()
            _ = try log.prepareAhead()
        }
        #expect(log.state == .readOnly)
        let second = try log.segments()[1].firstSequence
        #expect(try log.removeSegments(through: second - 2) == 0)
        #expect(try log.removeSegments(through: log.lastSequence) == 1)
        #expect(try log.prepareAhead())
        #expect(log.state == .writable)
        #expect(try LogFixture.read(disk).sequences.first == second)
    }

    @Test func `the log's own thread notices room when it is told to look`() async throws {
        let disk = SimulatedDisk(capacity: 4000)
        let configuration = LogConfiguration.Preparation.thread(retryMilliseconds: 3_600_000)
        let log = try LogFixture.open(disk, LogFixture.configuration { $0.preparation = configuration })
        while log.state != .readOnly {
            if log.admit(40, from: .ordinary) == .granted {
                _ = log.append(LogFixture.payload(log.lastSequence + 1), admitted: 40)
                _ = try log.commit()
            }
            await Task.yield()
        }
        disk.setCapacity(40_000)
        log.retryAllocation()
        while log.state != .writable { await Task.yield() }
        #expect(log.admit(40, from: .ordinary) == .granted)
        _ = log.append(LogFixture.payload(log.lastSequence + 1), admitted: 40)
        try log.close()
        #expect(try LogFixture.read(disk).sequences.count == Int(log.lastSequence))
    }
}
