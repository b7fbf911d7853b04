import Disks
import Simulation
import Testing
import WriteAheadLog

@Suite struct DamageTests {
    private let frameBytes = LogFixture.frameHeaderBytes + 40

    @Test func `any flipped byte of a record that was durable is damage`() throws {
        for offset in 64..<64 + 2 * frameBytes {
            let disk = try LogFixture.disk(records: 3)
            disk.corrupt(LogFixture.name(1), at: offset, flipping: 0x10)
            let record = (offset - 64) / frameBytes
            let error = #expect(throws: LogError.self, "offset \(offset)") { try LogFixture.read(disk) }
            #expect(error?.code == .damage)
            #expect(error?.file == LogFixture.name(1))
            #expect(error?.offset == Int64(64 + record * frameBytes))
            #expect(error?.sequence == UInt64(record + 1))
        }
    }

    @Test func `a durable record that was never written is damage`() throws {
        let disk = try LogFixture.disk(records: 3)
        var bytes = try #require(disk.contents(of: LogFixture.name(1)))
        bytes.replaceSubrange(64..<64 + frameBytes, with: [UInt8](repeating: 0, count: frameBytes))
        disk.setContents(of: LogFixture.name(1), to: bytes)
        let error = #expect(throws: LogError.self) { try LogFixture.read(disk) }
        #expect(error?.code == .damage)
        #expect(error?.offset == 64)
    }

    @Test func `damage is found behind whole records that do not vouch for it`() throws {
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk)
        for _ in 0..<5 { try log.add() }
        _ = try log.commit()
        try log.write()
        disk.corrupt(LogFixture.name(1), at: 64 + frameBytes + 3, flipping: 0x80)
        let error = #expect(throws: LogError.self) { try LogFixture.read(disk) }
        #expect(error?.code == .damage)
        #expect(error?.sequence == 2)
    }

    @Test func `a broken record before a later segment is damage`() throws {
        let disk = try LogFixture.disk(records: 3)
        try LogFixture.open(disk, at: 4).write()
        disk.corrupt(LogFixture.name(1), at: 64 + 2 * frameBytes + 25, flipping: 1)
        let error = #expect(throws: LogError.self) { try LogFixture.read(disk) }
        #expect(error?.code == .damage)
        #expect(error?.sequence == 3)
    }

    @Test func `any missing segment is told, the last one too`() throws {
        let names = try LogReader.segments(on: LogFixture.disk(records: 400)).map(\.name)
        #expect(names.count > 3)
        for name in names {
            let disk = try LogFixture.disk(records: 400)
            try disk.remove(name)
            let error = #expect(throws: LogError.self) { try LogFixture.read(disk, from: 1) }
            #expect(error?.code == .missingSegment, "\(name)")
        }
    }

    @Test(arguments: [false, true])
    func `the segment of a later run is missed where it is not there`(isTorn: Bool) throws {
        let disk = try LogFixture.disk(records: 3)
        if isTorn { disk.corrupt(LogFixture.name(1), at: 64 + 2 * frameBytes + 30, flipping: 1) }
        let next: UInt64 = isTorn ? 3 : 4
        try LogFixture.open(disk, at: next).write()
        #expect(try LogFixture.read(disk).sequences == Array(1...next))
        try disk.remove(LogFixture.name(next))
        let error = #expect(throws: LogError.self) { try LogFixture.read(disk) }
        #expect(error?.code == .missingSegment)
        #expect(error?.file == LogFixture.name(1))
        #expect(error?.offset == Int64(64 + Int(next - 1) * frameBytes))
        #expect(error?.sequence == next)
        #expect(error?.message.contains(LogFixture.name(next)) == true)
    }

    @Test func `a segment does without the name of the next one, as a crash may leave it`() throws {
        for seed in UInt64(0)..<40 {
            let disk = try LogFixture.disk(records: 400)
            let crashed = disk.crash(seed: seed)
            #expect(try LogFixture.read(crashed).sequences.count == 400, "seed \(seed)")
        }
    }

    @Test func `a log that begins after what is needed is missing a segment`() throws {
        let disk = SimulatedDisk()
        try LogFixture.open(disk, at: 50).write()
        #expect(try LogFixture.read(disk, from: 50).sequences == [50])
        let error = #expect(throws: LogError.self) { try LogFixture.read(disk, from: 49) }
        #expect(error?.code == .missingSegment)
        #expect(error?.sequence == 49)
    }

    @Test func `damage before what is needed is passed over`() throws {
        let disk = try LogFixture.disk(records: 9)
        disk.corrupt(LogFixture.name(1), at: 64 + 3 * frameBytes + 9, flipping: 1)
        #expect(throws: LogError.self) { try LogFixture.read(disk, from: 4) }
        #expect(try LogFixture.read(disk, from: 5).sequences == [5, 6, 7, 8, 9])
        #expect(try LogFixture.read(disk, from: 9).sequences == [9])
    }

    @Test func `a record of a wrong sequence is damage`() throws {
        let disk = try LogFixture.disk(records: 1)
        var bytes = try #require(disk.contents(of: LogFixture.name(1)))
        bytes.replaceSubrange(64 + frameBytes..<64 + 2 * frameBytes, with: bytes[64..<64 + frameBytes])
        disk.setContents(of: LogFixture.name(1), to: bytes)
        let error = #expect(throws: LogError.self) { try LogFixture.read(disk) }
        #expect(error?.code == .damage)
        #expect(error?.sequence == 2)
    }

    @Test func `any flipped byte of a header with records behind it is refused`() throws {
        for offset in 0..<48 {
            let disk = try LogFixture.disk(records: 1)
            disk.corrupt(LogFixture.name(1), at: offset, flipping: 2)
            let error = #expect(throws: LogError.self, "offset \(offset)") { try LogFixture.read(disk) }
            #expect(error?.code == (offset < 8 ? .notASegment : offset < 12 ? .unknownVersion : .damage))
        }
    }

    @Test func `the name of the next segment serves only if it is whole, and this segment's`() throws {
        let disk = try LogFixture.disk(records: 3)
        _ = try LogFixture.open(disk, at: 4)
        try disk.remove(LogFixture.name(4))
        #expect(throws: LogError.self) { try LogFixture.read(disk) }
        for offset in 48..<64 {
            disk.corrupt(LogFixture.name(1), at: offset, flipping: 2)
            #expect(try LogFixture.read(disk).sequences == [1, 2, 3], "offset \(offset)")
            disk.corrupt(LogFixture.name(1), at: offset, flipping: 2)
        }
        let other = SimulatedDisk()
        try LogFixture.open(other, salt: 5).write()
        var bytes = try #require(other.contents(of: LogFixture.name(1)))
        bytes.replaceSubrange(48..<64, with: try #require(disk.contents(of: LogFixture.name(1)))[48..<64])
        other.setContents(of: LogFixture.name(1), to: bytes)
        #expect(try LogFixture.read(other).sequences == [1])
    }

    @Test func `a segment under the name of another is told`() throws {
        let disk = try LogFixture.disk(records: 3)
        _ = try LogFixture.open(disk, at: 4)
        try disk.rename(LogFixture.name(4), to: LogFixture.name(5))
        let error = #expect(throws: LogError.self) { try LogFixture.read(disk) }
        #expect(error?.code == .missingSegment)
        let header = #expect(throws: LogError.self) { try LogFixture.read(disk, from: 5) }
        #expect(header?.code == .damage)
    }

    @Test func `another encryption key is an error of its own`() throws {
        let disk = try LogFixture.disk(records: 1)
        let error = #expect(throws: LogError.self) {
            try LogReader.replay(disk: disk, from: 1, fingerprint: [UInt8](repeating: 0, count: 16)) { _ in }
        }
        #expect(error?.code == .wrongFingerprint)
        #expect(error?.file == LogFixture.name(1))
    }

    @Test func `verifying reports on every segment, and goes on behind damage`() throws {
        let disk = try LogFixture.disk(records: 200)
        let segments = try LogReader.segments(on: disk)
        let damaged = segments[1]
        disk.corrupt(damaged.name, at: 64 + 2 * frameBytes, flipping: 1)
        let reports = try LogReader.verify(disk: disk, fingerprint: LogFixture.fingerprint)
        #expect(reports.map(\.file) == segments.map(\.name))
        #expect(reports.map { $0.problem == nil } == segments.map { $0.name != damaged.name })
        #expect(reports[1].problem?.offset == Int64(64 + 2 * frameBytes))
        #expect(reports[1].records == 2)
        #expect(reports[0].records == segments[1].firstSequence - 1)
    }
}
