import Disks
import Foundation
import Simulation
import Synchronization
import TestTools
import Testing
import WriteAheadLog

@Suite struct ConcurrencyTests {
    private static let threads = 8
    private static let recordsPerThread = 500

    @Test func `eight threads that append and commit share one order, and nothing is lost`() throws {
        try run(on: SimulatedDisk())
    }

    @Test func `the same on a real disk`() throws {
        let folder = try TemporaryDirectory()
        try run(on: POSIXDisk(path: folder.path))
    }

    private func run(on disk: any Disk) throws {
        let told = Mutex<[UInt64]>([])
        let configuration = LogFixture.configuration {
            $0.firstSegmentBytes = 16_384
            $0.largestSegmentBytes = 65_536
            $0.preparation = .thread(retryMilliseconds: 1000)
        }
        let log = try LogFixture.open(disk, configuration) { sequence in told.withLock { $0.append(sequence) } }
        let given = Mutex<[[UInt64]]>([])
        let group = DispatchGroup()
        for number in 0..<Self.threads {
            group.enter()
            Thread.detachNewThread {
                let sequences = Self.append(to: log, as: number)
                given.withLock { $0.append(sequences) }
                group.leave()
            }
        }
        group.wait()
        try log.close()
        let total = UInt64(Self.threads * Self.recordsPerThread)
        let all = given.withLock { $0 }
        for sequences in all { #expect(sequences == sequences.sorted()) }
        #expect(all.joined().sorted() == Array(1...total))
        #expect(log.durableSequence == total)
        #expect(told.withLock { Set($0).count == $0.count && $0.max() == total })
        try expectOwnOrder(disk, total: total)
    }

    /// Appends the records of one thread, and commits after each, as a thread with one request at a time would.
    private static func append(to log: LogWriter, as number: Int) -> [UInt64] {
        var sequences: [UInt64] = []
        while sequences.count < recordsPerThread {
            guard log.admit(60, from: .ordinary) == .granted else {
                _ = try? log.commit()
                continue
            }
            let payload = Array("\(number) \(sequences.count)".utf8)
            let sequence = log.append(payload, admitted: 60)
            sequences.append(sequence)
            while log.durableSequence < sequence, log.state != .failed { _ = try? log.commit() }
        }
        return sequences
    }

    private func expectOwnOrder(_ disk: any Disk, total: UInt64) throws {
        var next = [Int](repeating: 0, count: Self.threads)
        let tail = try LogReader.replay(disk: disk, from: 1, fingerprint: nil) { record in
            let parts = String(decoding: record.payload, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
            #expect(next[parts[0]] == parts[1])
            next[parts[0]] += 1
        }
        #expect(tail.records == total)
        #expect(next == [Int](repeating: Self.recordsPerThread, count: Self.threads))
    }
}
