import Disks
import Simulation
import Synchronization
import Testing
import WriteAheadLog

/// Power failures at any operation of the disk: what was reported durable is there, and what is there can be built on.
@Suite struct CrashTests {
    @Test(arguments: UInt64(0)..<150)
    func `everything reported durable is there after a crash, and after crashes of the recovery`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var disk = SimulatedDisk()
        var durable: UInt64 = 0
        for life in 0..<6 {
            let (sequences, tail) = try LogFixture.read(disk, from: 1)
            #expect(tail.nextSequence > durable, "seed \(seed), life \(life)")
            #expect(sequences == Array(1..<tail.nextSequence), "seed \(seed), life \(life)")
            let operation = try #require(DiskOperation.allCases.randomElement(using: &random))
            disk.fail(operation, after: Int.random(in: 1...40, using: &random))
            // What recovery has read is shown to callers once the log is open, so it counts as durable from then on.
            let reached = Mutex<UInt64>(durable)
            try? live(on: disk, from: tail.nextSequence, reached, using: &random)
            durable = reached.withLock { $0 }
            disk = disk.crash(seed: random.next())
        }
        let (sequences, _) = try LogFixture.read(disk, from: 1)
        #expect(sequences.count >= Int(durable), "seed \(seed)")
    }

    @Test(arguments: UInt64(0)..<60)
    func `without syncs a crash loses the end only, and is no damage`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var disk = SimulatedDisk()
        var lower: UInt64 = 0
        for _ in 0..<5 {
            let (sequences, tail) = try LogFixture.read(disk, from: 1)
            #expect(sequences == Array(1..<tail.nextSequence), "seed \(seed)")
            #expect(tail.nextSequence > lower, "seed \(seed)")
            let configuration = LogFixture.configuration { $0.durability = .interval }
            let log = try LogFixture.open(disk, at: tail.nextSequence, salt: random.next(), configuration)
            lower = tail.nextSequence - 1
            for _ in 0..<Int.random(in: 0...60, using: &random) {
                try log.write(bytes: Int.random(in: 1...200, using: &random))
                if Int.random(in: 0..<10, using: &random) == 0 {
                    try log.synchronize()
                    lower = log.durableSequence
                }
            }
            disk = disk.crash(seed: random.next())
        }
    }

    /// Opens the log, appends in batches and removes segments now and then, until the disk fails or it has been enough.
    private func live(
        on disk: SimulatedDisk,
        from next: UInt64,
        _ reached: borrowing Mutex<UInt64>,
        using random: inout SeededGenerator
    ) throws {
        let log = try LogFixture.open(disk, at: next, salt: random.next())
        reached.withLock { $0 = log.durableSequence }
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            _ = try log.prepareAhead()
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let bytes = Int.random(in: 1...200, using: &random)
                guard log.admit(bytes, from: .ordinary) == .granted else { continue }
                _ = log.append(LogFixture.payload(log.lastSequence + 1, bytes: bytes), admitted: bytes)
            }
            _ = try log.commit()
            reached.withLock { $0 = log.durableSequence }
        }
        if Bool.random(using: &random) { try log.close() }
        reached.withLock { $0 = log.durableSequence }
    }
}
