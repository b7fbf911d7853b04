import CheckoutEngine
import Disks
import Reactors

/// A machine that runs one process: a disk, clocks, and reactors that take turns in an order by seed.
///
/// One thread steps all reactors. A turn may stand still at a disk operation, as a thread that waits for a device does,
/// while others take theirs. Before or after any operation the power may fail, or the process be killed: then the disk
/// that is left is put aside, and nothing that the process still does counts.
// Safe because a simulation runs on one thread.
final class SimulatedMachine: @unchecked Sendable {
    /// Turns that may stand still inside each other.
    private static let depth = 3

    /// More turns than anything needs to come to rest.
    private static let restlessTurns = 200_000

    let disk: SimulatedDisk
    let clock: SimulatedClock
    let reactors: [Reactor]
    let logReactor = Reactor(name: "log")
    let snapshotReactor = Reactor(name: "snapshots")
    let console = Console()

    /// Where requests are before they come in.
    let ways = (0..<2).map { Reactor(name: "way-\($0)") }
    let trace: Trace

    /// Decides who is next.
    var random: SeededGenerator

    /// What the next machine finds, once this one has ended.
    private(set) var left: SimulatedDisk?

    /// How many disk operations and turns there were.
    private(set) var operations = 0
    private(set) var turns = 0

    private var crash: (kind: Crash, countdown: Int)?
    private var running: [Reactor] = []
    private let all: [Reactor]

    init(disk: SimulatedDisk, clock: SimulatedClock, threads: Int, trace: Trace, seed: UInt64) {
        self.disk = disk
        self.clock = clock
        self.trace = trace
        reactors = (0..<threads).map { Reactor(name: "reactor-\($0)") }
        random = SeededGenerator(seed: seed)
        all = reactors + ways + [logReactor, snapshotReactor, console.reactor]
        disk.observe { [unowned self] in meet($0, $1, $2) }
    }

    var hasEnded: Bool { left != nil }

    /// Plans an end after so many moments before or after a disk operation; it replaces the last plan.
    func plan(_ kind: Crash, after count: Int) {
        crash = (kind, count)
    }

    /// Whether an end is planned that has not come.
    var isCrashPlanned: Bool { crash != nil && !hasEnded }

    /// How it ends, where that is planned.
    var planned: Crash? { crash?.kind }

    /// Takes a plan back.
    func planNothing() {
        crash = nil
    }

    /// Ends now, as planned, or by a kill or a power cut by seed.
    func end() {
        let seed = random.next()
        end(by: crash?.kind ?? (seed % 2 == 0 ? .kill : .powerCut(seed: seed)))
    }

    /// Ends the process now, unless it has ended.
    func end(by kind: Crash) {
        guard !hasEnded else { return }
        trace.note("    \(kind)")
        switch kind {
        case .powerCut(let seed):
            left = disk.crash(seed: seed)
            clock.reboot()
        case .kill:
            left = disk.copy()
        }
    }

    /// Whether some reactor has anything to do.
    var hasWork: Bool { all.contains { $0.hasWork(at: clock.now) } }

    /// Lets some reactor take a turn; false if none has anything to do.
    @discardableResult
    func step() -> Bool {
        let ready = all.filter { $0.hasWork(at: clock.now) && !isHeld($0) }
        guard let next = ready.randomElement(using: &random) else { return false }
        turns += 1
        trace.note("  \(next.name)")
        running.append(next)
        next.step(at: clock.now)
        running.removeLast()
        return true
    }

    /// Lets all take turns until none has anything to do, or the machine has ended.
    func settle(_ afterTurn: () throws -> Void = {}) throws {
        for _ in 0..<Self.restlessTurns {
            guard !hasEnded, step() else { return }
            try afterTurn()
        }
        throw Violation("the engine does not come to rest")
    }

    /// Lets the process of a machine that has ended come to its end unseen, so that nothing of it stays in memory.
    func bury(_ engine: Engine?) {
        disk.observe(nil)
        disk.failNoMore()
        disk.setCapacity(.max)
        stepUnseen()
        engine?.abandon()
        stepUnseen()
        for reactor in all { reactor.stop() }
    }

    private func stepUnseen() {
        for _ in 0..<Self.restlessTurns {
            guard let next = all.first(where: { $0.hasWork(at: clock.now) }) else { return }
            next.step(at: clock.now)
        }
    }

    /// Whether a reactor cannot go on before one that stands still has.
    ///
    /// Whoever commits or closes the log holds its lock: others that commit pass on, and these two would wait.
    private func isHeld(_ reactor: Reactor) -> Bool {
        let waits = reactor === snapshotReactor || reactor === console.reactor
        return running.contains { $0 === reactor || waits && $0 !== snapshotReactor }
    }

    private func meet(_ moment: SimulatedDisk.Moment, _ operation: DiskOperation, _ file: String) {
        guard !hasEnded else { return }
        if moment == .before {
            operations += 1
            trace.note("    \(operation) \(file)")
        }
        if let planned = crash {
            crash?.countdown -= 1
            if planned.countdown <= 1 { return end(by: planned.kind) }
        }
        guard running.count < Self.depth, Int.random(in: 0..<6, using: &random) == 0 else { return }
        let count = Int.random(in: 1...3, using: &random)
        if let current = running.last {
            current.standingStill { stepSome(count) }
        } else {
            stepSome(count)
        }
    }

    private func stepSome(_ count: Int) {
        for _ in 0..<count where !hasEnded { step() }
    }
}
