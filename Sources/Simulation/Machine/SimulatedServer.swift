import Checkout
import CheckoutEngine
import Cryptography
import Logging
import Metrics
import Reactors
import WriteAheadLog

/// An engine on a simulated machine, from its start to the machine's end.
final class SimulatedServer {
    let machine: SimulatedMachine
    let engine: Engine
    private let wiring: Wiring
    private let results: Inbox<CallResult>
    private var callsUnderWay = 0

    /// Where it tells merchants of their sessions.
    let receiver: SimulatedReceiver

    /// How clients reach it.
    let network: SimulatedNetwork

    /// Starts an engine on what a disk holds; throws what the engine throws.
    init(on machine: SimulatedMachine, shards: Int, world: World) throws {
        self.machine = machine
        wiring = world.wiring
        network = SimulatedNetwork(machine)
        results = Inbox(machine)
        receiver = SimulatedReceiver(machine)
        let random = RandomSource.seeded(machine.random.next())
        let trace = machine.trace
        let parts = Engine.Parts(
            disk: world.wiring.disk(machine.disk),
            time: machine.clock.source,
            random: random,
            vault: SecretVault(key: World.encryptionKey, random: random),
            reactors: machine.reactors,
            logReactor: machine.logReactor,
            snapshotReactor: machine.snapshotReactor,
            logger: Logger(label: "simulation") { _ in TraceLogHandler(trace: trace) },
            metrics: EngineMetrics(factory: NOOPMetricsHandler.instance)
        ) { error in
            guard !machine.hasEnded else { return }
            trace.note("    the log has failed: \(error)")
            machine.end()
        }
        engine = try world.wiring.open(parts, world.settings, world.log, shards)
        engine.send(to: receiver)
        let opened = engine
        machine.console.begin { await opened.begin() }
    }

    /// Takes what operators' calls have returned since the last time.
    func takeResults() -> [CallResult] {
        let taken = results.take()
        callsUnderWay -= taken.count
        return taken
    }

    /// Whether an operator's call has not returned.
    var hasCallsUnderWay: Bool { callsUnderWay > 0 }

    /// Sends a request over the network.
    func send(_ request: Request, walk: Walk?, _ fate: SimulatedNetwork.Fate) {
        network.send(request.number, fate) { [engine, wiring] complete in
            Self.submit(request, walk, to: engine, wiring, complete)
        }
    }

    private static func submit(
        _ request: Request,
        _ walk: Walk?,
        to engine: Engine,
        _ wiring: Wiring,
        _ answer: @escaping @Sendable (Answer) -> Void
    ) {
        let complete: Shard.Completion = { answer(.outcome($0)) }
        switch request.kind {
        case .create(let newSession):
            wiring.create(engine, create(newSession, request), complete)
        case .probe:
            engine.submit(create(nil, request), then: complete)
        case .change(let session, let command):
            let change = ChangeSession(
                merchant: request.merchant,
                keyMode: request.keyMode,
                claim: request.claim,
                session: session,
                command: command
            )
            engine.submit(change, then: complete)
        case .read(let id):
            engine.read(id, merchant: request.merchant, keyMode: request.keyMode, then: complete)
        case .page:
            guard let walk else { preconditionFailure("a page is of a walk") }
            var filters = SessionQuery.Filters()
            filters.status = walk.status
            let query = SessionQuery(
                merchant: request.merchant,
                keyMode: request.keyMode,
                before: walk.next,
                limit: walk.limit,
                filters: filters
            )
            engine.list(query) { answer(.page($0)) }
        }
    }

    /// Reports what came of an event; the result comes back once that is in the log, and not if it cannot be.
    func report(_ report: DeliveryReport, of id: EventID, as result: CallResult) {
        callsUnderWay += 1
        engine.report(report, of: id) { [results] isLogged in
            results.put(isLogged ? result : .failed)
        }
    }

    /// Begins an operator's call.
    func call(_ name: String, _ work: @escaping @Sendable (Engine) async throws -> CallResult) {
        callsUnderWay += 1
        machine.console.begin { [engine, results, trace = machine.trace] in
            do {
                let result = try await work(engine)
                if results.put(result) { trace.note("    \(name): done") }
            } catch {
                trace.note("    \(name): \(error)")
                results.put(.failed)
            }
        }
    }

    private static func create(_ newSession: NewSession?, _ request: Request) -> CreateSession {
        CreateSession(
            merchant: request.merchant,
            keyMode: request.keyMode,
            claim: request.claim,
            newSession: newSession
        )
    }
}
