import Checkout
import CheckoutEngine
import Disks
import Logging
import PaymentFlows
import SandboxWallet

/// Drives no payments.
private struct Nobody: PaymentOutlet {
    func take(_ payments: [SessionPayment]) {}
}

/// A seed's payments on their way.
// Safe because a simulation runs on one thread.
final class PaymentRun: @unchecked Sendable {
    static let merchant = MerchantID(partition: 7, number: 1001)

    let trace: Trace
    let time = WorldTime()
    let clock = SimulatedClock()
    let wallets: SimulatedWallets
    var random: SeededGenerator
    var customers: [Customer] = []
    var figures = PaymentSimulation.Figures()

    /// Sessions and their payments as they were seen last.
    var seen: [SessionID: SessionPayment] = [:]

    /// How far the machine's wall clock was set off, in seconds.
    var clockOffset: Int64 = 0

    private(set) var machine: SimulatedMachine
    private let world: World
    private var running:
        (server: SimulatedServer, service: PaymentService, sleepers: Sleepers, task: Task<Void, Never>)?

    init(seed: UInt64, _ wiring: Wiring, _ trace: Trace) {
        self.trace = trace
        var random = SeededGenerator(seed: seed)
        wallets = SimulatedWallets(time, trace, seed: random.next())
        world = World(wiring: wiring, keepSessionsSeconds: 7 * 86_400)
        machine = SimulatedMachine(
            disk: SimulatedDisk(seed: seed),
            clock: clock,
            threads: Int.random(in: 1...2, using: &random),
            trace: trace,
            seed: random.next()
        )
        self.random = random
    }

    var engine: Engine { process.server.engine }

    var service: PaymentService { process.service }

    /// Runs all of it.
    func report() -> PaymentSimulation.Report {
        var violation: String?
        do {
            try boot()
            try openShop()
            try mischief()
            try finish()
        } catch {
            violation = "\(error)"
            trace.note("VIOLATION: \(error)")
        }
        retire()
        (figures.calls, figures.faults) = wallets.counts
        return PaymentSimulation.Report(
            violation: violation,
            digest: trace.digest,
            trace: trace.lines,
            figures: figures
        )
    }

    /// Does something on the machine, beside everything else.
    func begin(_ work: @escaping @Sendable () async -> Void) {
        machine.console.begin(work)
    }

    /// Does something on the machine and waits for it, while no time passes; nil if the machine ends meanwhile.
    func ask<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) throws -> Value? {
        let inbox = Inbox<Value>(machine)
        begin { inbox.put(await work()) }
        try settle()
        return inbox.take().first
    }

    /// Lets everybody do what there is to do now.
    func settle() throws {
        try machine.settle()
        _ = process.server.receiver.inbox.take()
        _ = process.server.takeResults()
    }

    /// Lets time pass, in steps of a second or of a sixtieth of it all; ends early if the machine ends.
    func pass(seconds: Int64) throws {
        let end = time.nanoseconds + seconds * 1_000_000_000
        let step = max(1, seconds / 60) * 1_000_000_000
        while time.nanoseconds < end, !machine.hasEnded {
            _ = try? engine.prepareLog()
            try settle()
            let now = time.nanoseconds
            let next = [end, now + step, process.sleepers.nextDeadline, wallets.nextDeadline].compactMap(\.self).min()
            let passed = max(0, (next ?? end) - now)
            time.pass(nanoseconds: passed)
            clock.pass(nanoseconds: passed)
            wallets.performLateCalls()
            process.sleepers.wake()
        }
        if !machine.hasEnded { try settle() }
    }

    private var process: (server: SimulatedServer, service: PaymentService, sleepers: Sleepers, task: Task<Void, Never>)
    {
        guard let running else { preconditionFailure("a process runs between two operations") }
        return running
    }
}

/// Starting and ending.
extension PaymentRun {
    /// Starts a process on the machine; what ends while it starts is started again.
    private func boot() throws {
        repeat {
            figures.starts += 1
            let layout = Layout(using: &machine.random)
            trace.note("start with \(layout.shards) shards")
            do {
                let server = try SimulatedServer(on: machine, shards: layout.shards, world: world)
                running = serve(server)
                try settle()
            } catch let error as Violation {
                throw error
            } catch {
                guard machine.hasEnded else { throw Violation("the engine does not start: \(error)") }
            }
            if machine.hasEnded { moveOn() }
        } while running == nil
        machine.planNothing()
    }

    /// Starts again on what the machine that has ended left.
    func restart() throws {
        moveOn()
        try boot()
    }

    private func serve(
        _ server: SimulatedServer
    ) -> (server: SimulatedServer, service: PaymentService, sleepers: Sleepers, task: Task<Void, Never>) {
        let sleepers = Sleepers(time)
        let service = PaymentService(
            engine: server.engine,
            transport: world.wiring.transport(WalletWay(wallets: wallets, machine: machine, sleepers: sleepers)),
            clock: SimulatedPaymentClock(clock: clock, sleepers: sleepers),
            allowsLocalWallets: false,
            logger: Logger(label: "payments") { [trace] _ in TraceLogHandler(trace: trace) },
            executor: machine.console.reactor
        )
        server.engine.drivePayments(through: service)
        let task = Task(executorPreference: machine.console.reactor) { await service.run() }
        return (server, service, sleepers, task)
    }

    private func moveOn() {
        guard let left = machine.left else { preconditionFailure("a machine has ended before the next begins") }
        let seed = machine.random.next()
        retire()
        machine = SimulatedMachine(
            disk: left,
            clock: clock,
            threads: Int.random(in: 1...2, using: &random),
            trace: trace,
            seed: seed
        )
    }

    private func retire() {
        machine.end(by: .kill)
        running?.sleepers.close()
        running?.task.cancel()
        machine.bury(running?.server.engine)
        // The engine and who drives its payments hold each other.
        running?.server.engine.drivePayments(through: Nobody())
        running = nil
    }

    /// Makes the merchant, who has a wallet.
    private func openShop() throws {
        guard let credentials = wallets.sandbox.makeCredentials(ofWallet: "shop"),
            let key = try? engine.vault.seal(
                credentials.privateKey,
                named: credentials.keyID,
                of: Self.merchant,
                .test
            )
        else { throw Violation("the merchant has no wallet") }
        let wallet = MerchantWallet(address: credentials.address, asset: WalletAsset(code: "USD", scale: 2), key: key)
        let merchant = Merchant(
            id: Self.merchant,
            name: "Shop",
            createdAt: engine.clock.now(),
            test: MerchantSettings(wallet: wallet),
            live: MerchantSettings()
        )
        _ = try engine.prepareLog()
        let directory = engine.directory
        _ = try ask { try? await directory.submit(.createMerchant(merchant, keys: [])) }
        guard directory.current.merchant(Self.merchant) != nil else { throw Violation("the merchant cannot be made") }
    }
}
