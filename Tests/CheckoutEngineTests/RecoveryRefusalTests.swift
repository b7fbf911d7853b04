import Checkout
import Disks
import Simulation
import Snapshots
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

@Suite struct RecoveryRefusalTests {
    /// A disk with several segments and snapshots, none of which is outdated.
    private func disk(snapshots: Int, retention: Int64 = 86_400) async throws -> SimulatedDisk {
        let disk = SimulatedDisk()
        let setup = EngineSetup(threads: 1, shards: 2)
            .with { setup in
                setup.log = EngineSetup.makeLog(
                    firstSegment: 24 << 10,
                    largestSegment: 24 << 10,
                    reserve: 4 << 10,
                    record: 8 << 10
                )
                setup.settings.retentionSeconds = retention
            }
        let fixture = try await EngineFixture(setup, disk: disk)
        for round in 0..<6 {
            for _ in 0..<20 {
                var outcome = await fixture.create()
                // The next segment may not be ready yet.
                while outcome == .unavailable(.overloaded) { outcome = await fixture.create() }
                #expect(outcome.isDone)
            }
            fixture.clock.advance(seconds: 3600)
            if round < snapshots { _ = try await fixture.engine.snapshots.take() }
        }
        fixture.kill()
        return disk
    }

    private func names(_ disk: SimulatedDisk, _ prefix: String) throws -> [String] {
        try disk.list().filter { $0.hasPrefix(prefix) && !$0.hasSuffix(".tmp") }
    }

    /// What opening says; it must change nothing.
    private func refusal(of disk: SimulatedDisk, key: [UInt8] = EngineSetup().encryptionKey) throws -> RecoveryError? {
        let before = try disk.list().map { ($0, disk.contents(of: $0)) }
        var refusal: RecoveryError?
        do {
            _ = try StateText.recovered(from: disk, shards: 3, key: key)
        } catch let error as RecoveryError {
            refusal = error
        }
        let after = try disk.list().map { ($0, disk.contents(of: $0)) }
        #expect(before.map(\.0) == after.map(\.0))
        // Hashed, since the difference of two disks is nothing to look at.
        #expect(before.map(\.1).hashValue == after.map(\.1).hashValue)
        return refusal
    }

    @Test(arguments: [0, 1])
    func `a durable record that is damaged refuses, where it is needed`(snapshots: Int) async throws {
        let disk = try await disk(snapshots: snapshots)
        let logs = try names(disk, "wal-")
        #expect(logs.count > 3)
        for log in logs.dropFirst(snapshots * 2) where (disk.contents(of: log)?.count ?? 0) > 1000 {
            disk.corrupt(log, at: 64 + 40, flipping: 4)
            guard case .log(let error) = try refusal(of: disk) else {
                Issue.record("damage in \(log) is not seen")
                continue
            }
            #expect(error.code == .damage)
            #expect(error.file == log)
            disk.corrupt(log, at: 64 + 40, flipping: 4)
        }
        #expect(try refusal(of: disk) == nil)
    }

    @Test func `a missing segment refuses`() async throws {
        for index in 0..<3 {
            let disk = try await disk(snapshots: 0)
            try disk.remove(try names(disk, "wal-")[index])
            guard case .log(let error) = try refusal(of: disk) else {
                Issue.record("the gap is not seen")
                continue
            }
            #expect(error.code == .missingSegment)
        }
    }

    @Test(arguments: 1...3)
    func `damaged snapshots do no harm as long as the log reaches back`(damaged: Int) async throws {
        let disk = try await disk(snapshots: 3)
        let whole = try StateText.recovered(from: disk)
        for name in try names(disk, "snapshot-").suffix(damaged) {
            disk.corrupt(name, at: (disk.contents(of: name)?.count ?? 0) / 2, flipping: 1)
        }
        let state = try StateText.recovered(from: disk)
        #expect(StateText.differences(state, whole) == [])
        let older = try names(disk, "snapshot-").compactMap { SnapshotName(parsing: $0)?.sequence }.dropLast(damaged)
        #expect(state.snapshot.sequence == older.last ?? 0)
        // The engine takes its next snapshot, whatever lies about.
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3), disk: disk)
        _ = try await fixture.createSession()
        let progress = try await fixture.engine.snapshots.take()
        #expect(progress.sequence == fixture.engine.context.log.lastSequence)
        try await fixture.close()
    }

    @Test func `a snapshot whose header is damaged stays out of the way of the next one`() async throws {
        let disk = try await disk(snapshots: 3)
        for name in try names(disk, "snapshot-") { disk.corrupt(name, at: 3, flipping: 1) }
        let fixture = try await EngineFixture(EngineSetup(threads: 2, shards: 3), disk: disk)
        _ = try await fixture.createSession()
        _ = try await fixture.engine.snapshots.take()
        #expect(try names(disk, "snapshot-").count == 4)
    }

    @Test func `a damaged snapshot refuses where the log does not reach back`() async throws {
        let disk = try await disk(snapshots: 3, retention: 0)
        let snapshot = try #require(try names(disk, "snapshot-").last)
        #expect(try names(disk, "snapshot-").count == 1)
        #expect(try names(disk, "wal-")[0] != "wal-00000000000000000001.log")
        disk.corrupt(snapshot, at: (disk.contents(of: snapshot)?.count ?? 0) / 2, flipping: 1)
        guard case .snapshot(let error) = try refusal(of: disk) else {
            Issue.record("the damage is not seen")
            return
        }
        #expect(error.file == snapshot)
    }

    @Test func `a damaged snapshot refuses where the log ends before it`() async throws {
        let disk = try await disk(snapshots: 3)
        let snapshot = try #require(try names(disk, "snapshot-").last)
        let sequence = try #require(SnapshotName(parsing: snapshot)).sequence
        for log in try LogReader.segments(on: disk).reversed() where log.firstSequence > sequence / 2 {
            try disk.remove(log.name)
        }
        disk.forgetSuccessor()
        disk.corrupt(snapshot, at: (disk.contents(of: snapshot)?.count ?? 0) / 2, flipping: 1)
        guard case .snapshot(let error) = try refusal(of: disk) else {
            Issue.record("what was durable is lost without a word")
            return
        }
        #expect(error.file == snapshot)
    }

    @Test func `a log that ends before a whole snapshot refuses, and no log at all does not`() async throws {
        let disk = try await disk(snapshots: 3)
        let snapshot = try #require(try names(disk, "snapshot-").last)
        let sequence = try #require(SnapshotName(parsing: snapshot)).sequence
        let segments = try LogReader.segments(on: disk)
        let covered = segments.filter { $0.firstSequence <= sequence }
        for log in segments.reversed() where log.firstSequence > covered[covered.count - 2].firstSequence {
            try disk.remove(log.name)
        }
        guard case .log(let missing) = try refusal(of: disk) else {
            Issue.record("a segment is missing without a word")
            return
        }
        #expect(missing.code == .missingSegment)
        disk.forgetSuccessor()
        guard case .logEndsEarly(let end, sequence) = try refusal(of: disk) else {
            Issue.record("what came behind the snapshot is lost without a word")
            return
        }
        #expect(end.file == covered[covered.count - 2].name)
        #expect(end.offset > 64)
        #expect(end.sequence == covered[covered.count - 1].firstSequence)
        for log in try names(disk, "wal-") { try disk.remove(log) }
        #expect(try refusal(of: disk) == nil)
    }

    @Test(arguments: [0, 6])
    func `another encryption key refuses, and opens nothing`(snapshots: Int) async throws {
        let disk = try await disk(snapshots: snapshots)
        let key = [UInt8](repeating: 8, count: 32)
        guard case .wrongEncryptionKey(let file) = try refusal(of: disk, key: key) else {
            Issue.record("the key is not checked")
            return
        }
        #expect(file.hasPrefix(snapshots == 0 ? "wal-" : "snapshot-"))
        await #expect(throws: RecoveryError.self) {
            _ = try await EngineFixture(EngineSetup(encryptionKey: key), disk: disk)
        }
        for log in try names(disk, "wal-") { try disk.remove(log) }
        if snapshots > 0 {
            #expect(try refusal(of: disk, key: key) != nil)
            #expect(try refusal(of: disk) == nil)
        }
    }

    /// Records that are well formed, each with what stands before it.
    private static let contradictions: [(name: String, add: @Sendable (RawLog) -> Void)] = [
        ("an unknown session changes", { $0.add([.sessionChanged(RawLog.session(stripe: 1).fields.id, .expired)]) }),
        (
            "a session is made twice",
            { log in
                for _ in 0..<2 { log.add([.sessionCreated(RawLog.session(stripe: 1))]) }
            }
        ),
        (
            "a session is made twice in a record",
            { log in
                log.add([.sessionCreated(RawLog.session(stripe: 1)), .sessionCreated(RawLog.session(stripe: 1))])
            }
        ),
        (
            "a session of nobody",
            { log in
                log.add([.sessionCreated(RawLog.session(stripe: 1, by: MerchantID(partition: 1, number: 1)))])
            }
        ),
        (
            "a session ends twice",
            { log in
                let session = RawLog.session(stripe: 1)
                log.add([.sessionCreated(session), .sessionChanged(session.fields.id, .expired)])
                log.add([.sessionChanged(session.fields.id, .canceled)])
            }
        ),
        (
            "an open session leaves",
            { log in
                log.add([.sessionCreated(RawLog.session(stripe: 1))])
                log.add([.sessionsLeft([RawLog.session(stripe: 1).fields.id])])
            }
        ),
        (
            "a session leaves twice at once",
            { log in
                let id = RawLog.session(stripe: 1).fields.id
                log.add([.sessionCreated(RawLog.session(stripe: 1)), .sessionChanged(id, .expired)])
                log.add([.sessionsLeft([id, id])])
            }
        ),
        ("an unknown session leaves", { $0.add([.sessionsLeft([RawLog.session(stripe: 1023).fields.id])]) }),
        (
            "a key made a session that is not there",
            { log in
                let id = RawLog.session(stripe: 1).fields.id
                log.add([.idempotencyKeyUsed(Sample.claim(1, stripe: 1).use(status: 201, reply: .session(id)))])
            }
        ),
        (
            "a key made a session of another stripe",
            { log in
                let session = RawLog.session(stripe: 1023)
                let use = Sample.claim(1, stripe: 1).use(status: 201, reply: .session(session.fields.id))
                log.add([.sessionCreated(session), .idempotencyKeyUsed(use)])
            }
        ),
        (
            "a key names another stripe than its own",
            { log in
                let use = IdempotencyUse(key: 1, request: 1, stripe: 2, status: 200, reply: .body(Array("{}".utf8)))
                log.add([.idempotencyKeyUsed(use)])
            }
        ),
        (
            "a merchant is made twice",
            { log in
                log.add([.directoryChanged(.merchantCreated(RawLog.merchant(Sample.merchant)))])
            }
        ),
        ("an unknown key is revoked", { $0.add([.directoryChanged(.keyRevoked(KeyID(number: 1)))]) }),
        ("an unknown event", { $0.add(payload: #"[{"type":"session_praised","at":"2026-06-15T12:00:00Z"}]"#) }),
        ("an event without its members", { $0.add(payload: #"[{"type":"sessions_left"}]"#) }),
        ("no array", { $0.add(payload: #"{"type":"sessions_left"}"#) }),
        ("no JSON", { $0.add(payload: "[") }),
    ]

    @Test(arguments: contradictions.map(\.name), 1...4)
    func `a whole record that cannot follow refuses with its place`(name: String, shards: Int) throws {
        let disk = SimulatedDisk()
        let log = RawLog()
        log.add([.sessionCreated(RawLog.session(stripe: 77))])
        for contradiction in Self.contradictions where contradiction.name == name { contradiction.add(log) }
        log.add([.sessionCreated(RawLog.session(stripe: 78))])
        try log.write(to: disk)
        do {
            _ = try StateText.recovered(from: disk, shards: shards)
            Issue.record("it is taken")
        } catch RecoveryError.record(let file, let offset, let sequence, let reason) {
            #expect(file == "wal-00000000000000000001.log")
            #expect(offset > 64)
            #expect([4, 5].contains(sequence))
            #expect(!reason.isEmpty)
        }
    }
}
