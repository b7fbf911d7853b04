import Checkout
import Disks
import Logging
import Simulation
import Snapshots
import TestTools
import Testing
import WriteAheadLog

@testable import CheckoutEngine

/// A disk that an engine has left: some of everything, second by second, with several segments and snapshots.
struct History {
    let disk: SimulatedDisk

    /// The first second and the last.
    let first = Timestamp(secondsSinceEpoch: ManualClock.start)
    let last: Timestamp

    /// Runs an engine for so many seconds and kills it; takes a snapshot at the end of each of `snapshots`.
    init(
        seconds: Int64 = 12,
        snapshots: Set<Int64> = [3, 7],
        retention: Int64 = 86_400,
        shards: Int = 3
    ) async throws {
        disk = SimulatedDisk()
        let setup = EngineSetup(threads: 2, shards: shards)
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
        for second in 0..<seconds {
            try await Self.spend(second, in: fixture)
            if snapshots.contains(second) { _ = try await fixture.engine.snapshots.take() }
            fixture.clock.advance(seconds: 1)
        }
        last = Timestamp(secondsSinceEpoch: ManualClock.start + seconds - 1)
        await fixture.settle()
        fixture.kill()
    }

    /// Sessions with keys and without, one of them ended under a key, and a change of a merchant's.
    private static func spend(_ second: Int64, in fixture: EngineFixture) async throws {
        var made: [MadeSession] = []
        while made.count < 4 {
            let number = Int(second) * 10 + made.count
            let outcome = await fixture.create(Sample.newSession(lifetime: 300), Sample.claim(number, stripe: number))
            // The next segment may not be ready yet.
            if let body = outcome.body { made.append(try MadeSession(body)) }
        }
        let claim = Sample.claim(1000 + Int(second), stripe: Int(second) * 7)
        while await fixture.change(made[1].id, .cancel, claim) == .unavailable(.overloaded) {}
        let change = MerchantChange.name("Shop \(second)")
        try await fixture.engine.directory.submit(.updateMerchant(Sample.merchant, [change]))
    }

    /// Files of the log, or snapshots, oldest first.
    func names(_ prefix: String) throws -> [String] {
        try disk.list().filter { $0.hasPrefix(prefix) && !$0.hasSuffix(".tmp") }
    }

    /// Flips a bit in the middle of a file.
    func damage(_ name: String) {
        disk.corrupt(name, at: (disk.contents(of: name)?.count ?? 0) / 2, flipping: 1)
    }

    /// Restores into a disk of its own; checks that the source stays as it is.
    func restore(
        _ change: (inout RestoreRequest) -> Void = { _ in }
    ) throws -> (result: RestoreResult, target: SimulatedDisk) {
        var request = RestoreRequest()
        change(&request)
        return try restore(request)
    }

    /// Checks that each snapshot on a disk is what the log says of its sequence.
    func checkSnapshots(on disk: any Disk, _ place: Comment) throws {
        for name in try SnapshotReader.list(disk: disk) {
            let router = ShardRouter(shardCount: 1)
            let state = try RecoveredState(reading: name, on: disk, router: router, fingerprint: nil)
            let expected = try StateText.replayed(from: self.disk, through: name.sequence)
            #expect(StateText.differences(state, expected) == [], place)
        }
    }

    /// The state that stands on a restored disk.
    static func state(on target: SimulatedDisk) throws -> RecoveredState {
        try StateText.recovered(from: target, shards: 2)
    }

    private func restore(_ request: RestoreRequest) throws -> (result: RestoreResult, target: SimulatedDisk) {
        let before = try disk.list().map { disk.contents(of: $0).hashValue }
        defer {
            let after = (try? disk.list().map { disk.contents(of: $0).hashValue }) ?? []
            precondition(before == after, "a restore leaves its source as it is")
        }
        let target = SimulatedDisk()
        return (try Self.restore(from: disk, request, into: target), target)
    }

    static func restore(
        from disk: any Disk,
        _ request: RestoreRequest = RestoreRequest(),
        into target: any Disk
    ) throws -> RestoreResult {
        try Restore(from: disk, request, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            .run(into: target)
    }
}
