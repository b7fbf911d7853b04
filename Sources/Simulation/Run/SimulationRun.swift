import Checkout
import CheckoutEngine
import Disks

/// A history on its way.
final class SimulationRun {
    let history: History
    let world: World
    let trace: Trace
    let clock = SimulatedClock()

    var model: ReferenceModel
    var directory = KnownDirectory()
    var events = KnownEvents()
    var payments = KnownPayments()
    var subscriptions = KnownSubscriptions()

    /// Who goes on paying as soon as a step is taken, and how many more steps.
    var payers: [SessionID: (order: Int, forward: Bool, steps: Int)] = [:]

    /// Payments as the last look at them has shown them.
    var shownPayments: [SessionID: SessionPayment]?

    /// Subscriptions as the last look at them has shown them.
    var shownSubscriptions: [SessionID: StoredSubscription]?

    /// Sessions and events of a merchant, as the last look at them has shown them.
    var listedEvents: ([StoredSession], [StoredEvent])?

    /// Counts of merchants, as the last look at them has shown them.
    var shownOverviews: [Overview]?
    var figures = Report.Figures()

    /// How the next engine is laid out, if the machine ends.
    var nextLayout: Layout

    /// The disk operation that fails at the next start.
    var startFailure: (count: Int, code: DiskError.Code)?

    /// Creates that were sent, by the numbers of their operations, and by whom.
    var orders: [Int: (order: Order, merchant: MerchantID)] = [:]

    /// The walks of the last look at everything.
    var lastWalks: [Int] = []

    private(set) var machine: SimulatedMachine
    private(set) var running: SimulatedServer?
    private var layout: Layout
    private var requests = 1_000_000
    private var lastOperation: Int?

    init(_ history: History, _ wiring: Wiring, _ trace: Trace) {
        self.history = history
        self.trace = trace
        world = World(wiring: wiring)
        layout = history.layout
        nextLayout = history.layout
        model = ReferenceModel(keptSeconds: world.settings.keepSessionsSeconds, baseURL: world.settings.baseURL)
        machine = SimulatedMachine(
            disk: SimulatedDisk(seed: history.seed),
            clock: clock,
            threads: history.layout.threads,
            trace: trace,
            seed: history.seed
        )
    }

    /// Runs all of it.
    func report() -> Report {
        var violation: String?
        do {
            try boot()
            for operation in history.operations {
                lastOperation = operation.number
                try perform(operation)
            }
            try end()
        } catch {
            violation = "\(error)"
            trace.note("VIOLATION: \(error)")
        }
        retire()
        return Report(
            violation: violation,
            lastOperation: lastOperation,
            digest: trace.digest,
            trace: trace.lines,
            figures: figures
        )
    }

    /// The engine that runs.
    var server: SimulatedServer {
        guard let running else { preconditionFailure("an engine runs between two operations") }
        return running
    }

    /// The engine's time, in seconds.
    var seconds: Int64 {
        server.engine.clock.now().secondsSinceEpoch
    }

    /// A number for a request that stands in no history.
    func nextNumber() -> Int {
        requests += 1
        return requests
    }
}

/// Starting and ending.
extension SimulationRun {
    /// Starts an engine on the machine and looks at everything that is there.
    private func boot() throws {
        repeat {
            trace.note("start with \(layout)")
            figures.starts += 1
            let failure = startFailure
            startFailure = nil
            if let failure { machine.disk.fail(nil, after: failure.count, with: failure.code) }
            do {
                running = try SimulatedServer(on: machine, shards: layout.shards, world: world)
                try settle()
            } catch let error as Violation {
                throw error
            } catch {
                // A disk that fails, or a machine that ends, is a reason not to start; nothing else is.
                guard machine.hasEnded || failure != nil && !machine.disk.hasFailuresLeft else {
                    throw Violation("the engine does not start: \(error)")
                }
                trace.note("    does not start: \(error)")
                machine.end()
            }
            if machine.hasEnded { try moveOn(to: layout) }
        } while running == nil
        machine.planNothing()
        figures.failuresUnmet += machine.disk.failNoMore()
        if directory.served.isEmpty { try serveFirstMerchant() }
        try verify()
    }

    /// Starts again on what the machine that has ended left; the next one may end the same way while it starts.
    func restart(_ layout: Layout, endingAgainAfter again: Int? = nil) throws {
        let crash = machine.planned
        try moveOn(to: layout)
        if let again, let crash { machine.plan(crash, after: again) }
        try boot()
    }

    /// Clears a machine away and puts the next one in its place.
    private func moveOn(to layout: Layout) throws {
        guard let left = machine.left else { preconditionFailure("a machine has ended before the next begins") }
        try receiveLast()
        let seed = machine.random.next()
        retire()
        model.crash()
        payers = [:]
        self.layout = layout
        machine = SimulatedMachine(disk: left, clock: clock, threads: layout.threads, trace: trace, seed: seed)
    }

    private func retire() {
        figures.turns += machine.turns
        figures.diskOperations += machine.operations
        figures.failuresUnmet += machine.disk.failNoMore()
        machine.bury(running?.engine)
        running = nil
    }

    /// The last things: a crash that is still to come, an end in good order, and a start on what that left.
    private func end() throws {
        if machine.isCrashPlanned {
            machine.end()
            try restart(layout)
        }
        try close(Layout(threads: layout.threads, shards: layout.shards % 4 + 1))
    }

    /// Ends the engine in good order and starts it again.
    func close(_ layout: Layout) throws {
        try settle()
        guard !machine.hasEnded else { return try restart(layout) }
        server.call("close") { engine in
            try await engine.close()
            return .closed
        }
        try settle()
        machine.end()
        try restart(layout)
    }

    /// Starts an engine on another disk, beside the one that runs, looks at everything, and goes back.
    ///
    /// What an engine refuses to start on is left alone.
    func look(at disk: SimulatedDisk, _ seed: UInt64) throws {
        let now = (machine, running, model, directory, events, payments, subscriptions)
        defer { (machine, running, model, directory, events, payments, subscriptions) = now }
        model.crash()
        running = nil
        machine = SimulatedMachine(disk: disk, clock: clock.copy(), threads: layout.threads, trace: trace, seed: seed)
        defer { retire() }
        do {
            running = try SimulatedServer(on: machine, shards: layout.shards, world: world)
        } catch {
            return trace.note("    refused: \(error)")
        }
        try settle()
        try verify()
    }

    private func serveFirstMerchant() throws {
        addMerchant()
        try settle()
        if directory.served.isEmpty {
            // The start found no room for the log.
            _ = try server.engine.prepareLog()
            addMerchant()
            try settle()
        }
        guard !directory.served.isEmpty else { throw Violation("the first merchant cannot be made") }
    }
}
