import Checkout
import Disks
import Simulation
import Snapshots
import Testing
import WriteAheadLog

@testable import CheckoutEngine

/// Building a data directory from a snapshot and the log: what comes back, and what is said of what does not.
@Suite struct RestoreTests {
    @Test(arguments: [[], [3], [3, 7], [11]] as [Set<Int64>])
    func `everything comes back as a start-up would have it`(snapshots: Set<Int64>) async throws {
        let history = try await History(snapshots: snapshots)
        let whole = try StateText.recovered(from: history.disk.crash(seed: 1))
        let (result, target) = try history.restore()
        let state = try History.state(on: target)
        #expect(StateText.differences(state, whole) == [])
        #expect(state.sequence == whole.sequence)
        #expect(result.loss == nil)
        #expect(result.figures == StateFigures(of: whole))
        #expect(result.base?.fileName == (try history.names("snapshot-").last))
        #expect(result.fingerprint == whole.fingerprint ?? result.fingerprint)
        #expect(try target.list() == [result.file.fileName])
    }

    @Test func `an engine goes on with what was restored`() async throws {
        let history = try await History()
        let (result, target) = try history.restore()
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 5), disk: target)
        let session = try await fixture.createSession()
        #expect(await fixture.read(session.id).body == session.body)
        // A key that was used before is remembered.
        #expect(await fixture.create(Sample.newSession(), Sample.claim(1, stripe: 1)).isReplay)
        #expect(fixture.engine.durableSequence == result.figures.sequence + 1)
        try await fixture.close()
    }

    @Test(arguments: [[], [3, 7]] as [Set<Int64>])
    func `every second comes back as it was at its end`(snapshots: Set<Int64>) async throws {
        let history = try await History(snapshots: snapshots)
        for second in 0..<14 {
            let moment = history.first + Int64(second)
            let (result, target) = try history.restore { $0.until = moment }
            let expected = try StateText.replayed(from: history.disk, until: moment)
            let state = try History.state(on: target)
            #expect(StateText.differences(state, expected) == [], "second \(second)")
            #expect(state.sequence == expected.sequence, "second \(second)")
            #expect(state.newest == min(moment, history.last), "second \(second)")
            #expect(result.loss == nil, "second \(second)")
            let base = snapshots.sorted().last { $0 <= second }
            #expect((result.base == nil) == (base == nil), "second \(second)")
        }
        #expect(throws: RestoreError.self) { try history.restore { $0.until = history.first - 1 } }
    }

    @Test func `records out of the order of their times are taken by their times`() throws {
        let disk = SimulatedDisk()
        let log = RawLog()
        for (stripe, second) in [(1, 0), (2, 2), (3, 1), (4, 2), (5, 1), (6, 90), (7, 1)] {
            log.add([.sessionCreated(RawLog.session(stripe: stripe))], at: Int64(second))
        }
        try log.write(to: disk)
        for (second, stripes) in [(0, [1]), (1, [1, 3, 5]), (2, [1, 2, 3, 4, 5]), (90, [1, 2, 3, 4, 5, 6, 7])] {
            let target = SimulatedDisk()
            var request = RestoreRequest()
            request.until = RawLog.start + Int64(second)
            _ = try History.restore(from: disk, request, into: target)
            let sessions = try History.state(on: target).shards.flatMap(\.stripes).flatMap(\.sessions.values)
            #expect(sessions.map { Int($0.id.stripe) }.sorted() == stripes, "second \(second)")
        }
    }

    @Test func `a snapshot alone comes back as it is`() async throws {
        let history = try await History()
        for name in try history.names("snapshot-").compactMap(SnapshotName.init(parsing:)) {
            let (result, target) = try history.restore { request in
                request.snapshot = name
                request.takesLog = false
            }
            let expected = try StateText.replayed(from: history.disk, through: name.sequence)
            #expect(StateText.differences(try History.state(on: target), expected) == [])
            #expect(result.records == 0)
            #expect(result.file == name)
            #expect(result.loss == nil)
            #expect(target.contents(of: name.fileName) != nil)
        }
    }

    @Test func `an older snapshot and the log come to the same`() async throws {
        let history = try await History()
        let oldest = try #require(SnapshotName(parsing: try history.names("snapshot-")[0]))
        let (result, target) = try history.restore { $0.snapshot = oldest }
        let whole = try StateText.replayed(from: history.disk)
        #expect(StateText.differences(try History.state(on: target), whole) == [])
        #expect(result.base == oldest)
    }

    @Test func `a snapshot that is younger than the moment is refused, and an older one named`() async throws {
        let history = try await History()
        let names = try history.names("snapshot-").compactMap(SnapshotName.init(parsing:))
        let error = try #require(throws: RestoreError.self) {
            try history.restore { request in
                request.snapshot = names[1]
                request.until = history.first + 5
            }
        }
        guard case .snapshotTooYoung(names[1], let taken, names[0]) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(taken == history.first + 7)
        #expect(!error.isDamage)
    }

    @Test func `beside a server nothing is taken that is not durable`() async throws {
        let history = try await History()
        let whole = try StateText.replayed(from: history.disk)
        let (result, target) = try history.restore { $0.durableSequence = whole.sequence - 3 }
        #expect(result.loss == nil)
        let expected = try StateText.replayed(from: history.disk, through: whole.sequence - 3)
        #expect(StateText.differences(try History.state(on: target), expected) == [])
    }

    @Test func `nothing, and a log without its beginning, are nothing to restore from`() async throws {
        let empty = SimulatedDisk()
        let nothing = try #require(throws: RestoreError.self) {
            try History.restore(from: empty, into: SimulatedDisk())
        }
        #expect(!nothing.isDamage)
        let history = try await History(snapshots: [])
        try history.disk.remove(try history.names("wal-")[0])
        let refused = try #require(throws: RestoreError.self) { try history.restore() }
        #expect(refused.isDamage)
    }

    @Test(arguments: [true, false], [.inputOutput, .noSpace] as [DiskError.Code])
    func `whichever call of source or target fails, it is told, and no snapshot is there that is not whole`(
        isSource: Bool,
        code: DiskError.Code
    ) async throws {
        let history = try await History(seconds: 4)
        var count: UInt64 = 0
        var isMet = true
        while isMet {
            count += 1
            let target = SimulatedDisk(seed: count)
            let failing = isSource ? history.disk : target
            failing.fail(nil, after: Int(count), with: code)
            do {
                let result = try History.restore(from: history.disk, into: target)
                isMet = failing.failNoMore() == 0
                #expect(!isMet || result.loss != nil || !result.passedOver.isEmpty, "call \(count)")
            } catch {
                #expect(error is RestoreError, "call \(count)")
                #expect(failing.failNoMore() == 0, "call \(count): \(error)")
            }
            for left in [target.copy(), target.crash(seed: count)] {
                try history.checkSnapshots(on: left, "call \(count)")
            }
        }
        #expect(count > 10)
        #expect(try history.restore().result.loss == nil, "the source is as it was")
    }

    @Test func `a target that is full is told`() async throws {
        let history = try await History(seconds: 4)
        let target = SimulatedDisk(capacity: 500)
        let error = try #require(throws: RestoreError.self) { try History.restore(from: history.disk, into: target) }
        guard case .snapshot(let cause) = error else {
            Issue.record("\(error)")
            return
        }
        #expect((cause.cause as? DiskError)?.code == .noSpace)
        #expect(!error.isDamage)
        #expect(try target.list() == [])
    }
}
