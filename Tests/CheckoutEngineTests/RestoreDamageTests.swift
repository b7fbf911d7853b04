import Checkout
import Disks
import Logging
import Simulation
import Snapshots
import Testing
import WriteAheadLog

@testable import CheckoutEngine

/// Restoring from what is damaged: everything before the damage comes back, and what does not is told.
@Suite struct RestoreDamageTests {
    /// Places of records, each in a file.
    private func records(_ disk: SimulatedDisk) throws -> [LogRecord] {
        var records: [LogRecord] = []
        try LogReader.replay(disk: disk, from: nil, fingerprint: nil) { records.append($0) }
        return records
    }

    @Test(arguments: [[], [3]] as [Set<Int64>])
    func `everything before a damaged record comes back, and its place is told`(snapshots: Set<Int64>) async throws {
        let history = try await History(seconds: 8, snapshots: snapshots)
        let taken = try history.names("snapshot-").last.flatMap(SnapshotName.init(parsing:))?.sequence ?? 0
        for record in try records(history.disk).dropLast(8) where record.sequence > max(taken, 1) {
            let place = Int(record.offset) + 40
            history.disk.corrupt(record.file, at: place, flipping: 2)
            let (result, target) = try history.restore()
            let expected = try StateText.replayed(
                from: {
                    history.disk.corrupt(record.file, at: place, flipping: 2)
                    return history.disk
                }(),
                through: record.sequence - 1
            )
            #expect(StateText.differences(try History.state(on: target), expected) == [])
            let loss = try #require(result.loss)
            #expect((loss.file, loss.offset, loss.sequence) == (record.file, record.offset, record.sequence))
        }
    }

    @Test func `up to a moment before the damage nothing is lost`() async throws {
        let history = try await History(seconds: 8, snapshots: [])
        let middle = history.first + 4
        let later = try #require(
            try records(history.disk)
                .first { record in
                    try LogRecordFormat.decode(record.payload)[0].at > middle
                }
        )
        history.disk.corrupt(later.file, at: Int(later.offset) + 40, flipping: 2)
        // The damage itself may hide something that belongs to the moment, so that is told; all of it is there though.
        let (result, target) = try history.restore { $0.until = middle }
        #expect(result.loss?.sequence == later.sequence)
        let state = try History.state(on: target)
        #expect(state.sequence == later.sequence - 1)
        #expect(state.newest == middle)
    }

    @Test func `a record that makes no sense is left out as a whole`() throws {
        let disk = SimulatedDisk()
        let log = RawLog()
        log.add([.sessionCreated(RawLog.session(stripe: 1))])
        // The first half could be applied, the second cannot.
        log.add([.sessionCreated(RawLog.session(stripe: 2)), .sessionCreated(RawLog.session(stripe: 1))])
        log.add([.sessionCreated(RawLog.session(stripe: 3))])
        try log.write(to: disk)
        let target = SimulatedDisk()
        let result = try History.restore(from: disk, into: target)
        #expect(result.loss?.sequence == 4)
        #expect(result.figures.sequence == 3)
        let expected = try StateText.replayed(from: disk, through: 3)
        #expect(StateText.differences(try History.state(on: target), expected) == [])
    }

    @Test(arguments: ["[{\"type\":\"unknown\"}]", "no JSON"])
    func `a record that holds no events is left out, and those before it come back`(payload: String) throws {
        let disk = SimulatedDisk()
        let log = RawLog()
        log.add([.sessionCreated(RawLog.session(stripe: 1))])
        log.add(payload: payload)
        log.add([.sessionCreated(RawLog.session(stripe: 3))])
        try log.write(to: disk)
        let result = try History.restore(from: disk, into: SimulatedDisk())
        #expect(result.loss?.sequence == 4)
        #expect(result.figures.sequence == 3)
    }

    @Test func `a damaged snapshot that is named is refused`() async throws {
        let history = try await History()
        let newest = try #require(try history.names("snapshot-").last)
        history.damage(newest)
        let error = try #require(throws: RestoreError.self) {
            try history.restore { $0.snapshot = SnapshotName(parsing: newest) }
        }
        #expect(error.isDamage)
        #expect("\(error)".contains(newest))
    }

    @Test(arguments: 1...2)
    func `of a directory the newest whole snapshot is taken, and the log makes it whole`(damaged: Int) async throws {
        let history = try await History()
        for name in try history.names("snapshot-").suffix(damaged) { history.damage(name) }
        let (result, target) = try history.restore()
        let whole = try StateText.replayed(from: history.disk)
        #expect(StateText.differences(try History.state(on: target), whole) == [])
        #expect(result.passedOver.count == damaged)
        #expect(result.loss == nil)
    }

    @Test(arguments: [false, true])
    func `what only a damaged snapshot held is told as lost`(isForgotten: Bool) async throws {
        let history = try await History()
        let names = try history.names("snapshot-").compactMap(SnapshotName.init(parsing:))
        history.damage(names[1].fileName)
        for log in try LogReader.segments(on: history.disk).reversed()
        where log.firstSequence > names[0].sequence && log.firstSequence > 1 {
            try history.disk.remove(log.name)
        }
        if isForgotten { history.disk.forgetSuccessor() }
        let (result, _) = try history.restore()
        #expect(result.base == names[0])
        let loss = try #require(result.loss)
        #expect(loss.sequence == result.figures.sequence + 1)
        let reason = isForgotten ? "goes to sequence \(names[1].sequence)" : "the log goes on in"
        #expect(loss.reason.contains(reason))
    }

    @Test func `a log that begins behind the snapshot is told, and the snapshot comes back`() async throws {
        let history = try await History()
        let names = try history.names("snapshot-").compactMap(SnapshotName.init(parsing:))
        for log in try LogReader.segments(on: history.disk) where log.firstSequence <= names[1].sequence + 1 {
            try history.disk.remove(log.name)
        }
        let (result, target) = try history.restore()
        let expected = try StateText.recovered(from: target)
        #expect(result.figures.sequence == names[1].sequence)
        #expect(StateFigures(of: expected) == result.figures)
        #expect(result.loss?.sequence == names[1].sequence + 1)
    }

    @Test func `a log under another key is not taken`() async throws {
        let history = try await History()
        let other = SimulatedDisk()
        let stranger = RawLog()
        try stranger.write(to: other)
        let newest = try #require(try history.names("snapshot-").last.flatMap(SnapshotName.init(parsing:)))
        for log in try history.names("wal-") { try history.disk.remove(log) }
        var configuration = EngineSetup().log
        configuration.preparation = .caller
        configuration.fingerprint = [UInt8](repeating: 9, count: 16)
        let log = try LogWriter(
            disk: history.disk,
            configuration: configuration,
            nextSequence: newest.sequence + 1,
            salt: 3
        )
        try log.close()
        let (result, _) = try history.restore()
        #expect(result.figures.sequence == newest.sequence)
        #expect(result.loss?.reason.contains("another encryption key") == true)
    }

    @Test func `a preview says what a restore does`() async throws {
        let history = try await History()
        let damaged = try #require(try records(history.disk).dropLast(8).last)
        history.disk.corrupt(damaged.file, at: Int(damaged.offset) + 40, flipping: 2)
        let preview = try Restore(from: history.disk, RestoreRequest(), logger: .init(label: "test")).preview()
        let (result, _) = try history.restore()
        #expect(preview.base == result.base)
        #expect(preview.figures == result.figures)
        #expect(preview.loss == result.loss)
    }
}
