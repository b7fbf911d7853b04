import Simulation
import Testing
import WriteAheadLog

@Suite struct AdmissionTests {
    @Test(arguments: UInt64(0)..<30)
    func `what was admitted always fits, however the lengths fall`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let disk = SimulatedDisk()
        let log = try LogFixture.open(disk, LogFixture.configuration { $0.largestSegmentBytes = 4096 })
        var promised: [Int] = []
        for _ in 0..<2000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let bytes = Int.random(in: 1...200, using: &random)
                let space = Bool.random(using: &random) ? LogSpace.ordinary : .reserve
                if log.admit(bytes, from: space) == .granted { promised.append(bytes) }
            case 5..<8:
                guard let bytes = promised.popLast() else { continue }
                let used = Int.random(in: 1...bytes, using: &random)
                _ = log.append(LogFixture.payload(log.lastSequence + 1, bytes: used), admitted: bytes)
            case 8:
                // A record without room would stop the program here.
                _ = try log.commit()
                if Int.random(in: 0..<4, using: &random) == 0 { _ = try log.prepareAhead() }
            default:
                if let bytes = promised.popLast() { log.release(bytes) }
            }
        }
        for bytes in promised {
            _ = log.append(LogFixture.payload(log.lastSequence + 1, bytes: bytes), admitted: bytes)
        }
        _ = try log.commit()
        #expect(log.freeBytes >= 0, "seed \(seed)")
        #expect(try LogFixture.read(disk).sequences == Array(1...log.lastSequence), "seed \(seed)")
    }

    @Test func `room that was not used comes back`() throws {
        let log = try LogFixture.open(SimulatedDisk())
        let before = log.freeBytes
        #expect(log.admit(200, from: .ordinary) == .granted)
        log.release(200)
        #expect(log.freeBytes == before)
        #expect(log.admit(200, from: .ordinary) == .granted)
        _ = log.append(LogFixture.payload(1), admitted: 200)
        #expect(log.freeBytes == before - LogFixture.frameHeaderBytes - 40)
    }

    @Test func `threads together are never granted more than there is`() async throws {
        let log = try LogFixture.open(SimulatedDisk())
        let before = log.freeBytes
        let granted = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<1000).count { _ in log.admit(1, from: .ordinary) == .granted }
                }
            }
            return await group.reduce(0, +)
        }
        let frame = 32
        #expect(granted == (before - 256) / frame)
        #expect(log.freeBytes == before - granted * frame)
    }
}
