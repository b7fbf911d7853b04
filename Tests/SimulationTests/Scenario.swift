import Checkout
import CheckoutEngine
import Disks
import Testing
import WriteAheadLog

@testable import Simulation

/// A short history in which one call of the disk fails, and no other.
struct Scenario: Sendable, CustomTestStringConvertible {
    /// When the failing call is among those that count.
    enum Part {
        /// The very first start, on an empty disk.
        case firstStart
        /// While the scenario's own operations run.
        case running
        /// The start that follows on a crash.
        case start
    }

    let testDescription: String
    private let part: Part

    /// What happens while the disk is good.
    private let before: [Operation.Action]

    /// What the failing call may be part of.
    private let during: [Operation.Action]

    static let all: [Scenario] = [
        Scenario(testDescription: "first start", part: .firstStart, before: [], during: []),
        Scenario(testDescription: "start with a log", part: .start, before: creates(3), during: []),
        Scenario(
            testDescription: "start with a snapshot and a log",
            part: .start,
            before: creates(2) + [.snapshot, .settle] + creates(2),
            during: []
        ),
        Scenario(
            testDescription: "create",
            part: .running,
            before: creates(2),
            during: [.create(order(key: 5)), .create(order(key: nil)), .createAgain(0, variant: 0)]
        ),
        Scenario(testDescription: "snapshot", part: .running, before: creates(3), during: [.snapshot]),
        Scenario(
            testDescription: "snapshot that takes the place of outdated ones",
            part: .running,
            before: [.snapshot, .settle, .pass(milliseconds: 9_000_000)] + creates(8) + [.prepareSegment] + creates(8)
                + [.snapshot, .settle, .pass(milliseconds: 9_000_000)],
            during: creates(1) + [.snapshot]
        ),
        Scenario(
            testDescription: "rotation",
            part: .running,
            before: creates(10),
            during: [.prepareSegment] + creates(4)
        ),
        Scenario(
            testDescription: "shutdown",
            part: .running,
            before: creates(3),
            during: [.restart(Layout(threads: 1, shards: 3))]
        ),
    ]

    /// Runs it with the n-th call failing; by the seed the machine ends by a kill or by a power cut.
    func run(failing count: Int, _ code: DiskError.Code, seed: UInt64) -> Report {
        var wiring = Wiring()
        wiring.open = { parts, settings, log, shards in
            try Engine.open(parts, settings: settings, log: Self.small(log), shardCount: shards)
        }
        let history = History(
            seed: seed,
            layout: Layout(threads: 1 + (Int(seed) + count) % 2, shards: 2),
            operations: operations(failing: count, code, seed: seed)
        )
        let run = SimulationRun(history, wiring, Trace(isKept: true))
        if part == .firstStart { run.startFailure = (count, code) }
        return run.report()
    }

    private func operations(failing count: Int, _ code: DiskError.Code, seed: UInt64) -> [Operation] {
        let crash = seed % 2 == 0 ? Crash.kill : .powerCut(seed: seed)
        let layout = Layout(threads: 2, shards: 3)
        var actions = before + [.settle]
        switch part {
        case .firstStart: break
        case .running: actions += [.failDisk(nil, after: count, code)] + during
        case .start:
            actions += [.failStart(after: count, code), .crash(crash, after: 1, layout), .create(Self.order(key: 9))]
        }
        actions += [.settle, .mendDisk, .createAgain(0, variant: 0), .create(Self.order(key: 1)), .settle]
        // So far off that it comes when all else has happened.
        actions.append(.crash(crash, after: .max, layout))
        return actions.enumerated()
            .map { number, action in
                Operation(number: number, action: action, turns: 0, seed: seed &* 1_000 &+ UInt64(number))
            }
    }

    /// Segments that a dozen sessions fill.
    private static func small(_ log: LogConfiguration) -> LogConfiguration {
        var log = log
        log.firstSegmentBytes = 16 << 10
        log.largestSegmentBytes = 16 << 10
        log.reserveBytes = 2 << 10
        log.maximumRecordBytes = 4 << 10
        return log
    }

    private static func creates(_ count: Int) -> [Operation.Action] {
        (0..<count).flatMap { [.create(order(key: $0 % 3 == 2 ? nil : $0)), .settle] }
    }

    private static func order(key: Int?) -> Order {
        Order(merchant: 0, keyMode: .test, keyStripe: key, lifetimeSeconds: 86_400, recurring: nil, padding: 300)
    }
}
