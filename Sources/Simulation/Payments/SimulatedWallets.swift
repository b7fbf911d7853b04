import Cryptography
import HTTPServing
import OutboundHTTP
import SandboxWallet
import Synchronization

/// The wallets of everybody, and what lies between them and a machine.
///
/// The fault model stands at ``WalletFate``; besides, the sandbox's own wallets have manners. A call that is given up
/// may still be done up to half a minute after it was sent, also when the machine that has sent it has ended.
final class SimulatedWallets: Sendable {
    /// Calls of a kind that go wrong.
    struct Storm: Sendable {
        let method: String
        let path: String
        let fate: WalletFate
        var times: Int

        private static let kinds = [
            ("POST", "/auth"), ("POST", "/continue/"), ("POST", "/op/quotes"), ("POST", "/op/outgoing-payments"),
            ("POST", "/op/outgoing-payments"), ("POST", "/op/incoming-payments"), ("POST", "/complete"),
            ("GET", "/op/"),
            ("GET", "/op/outgoing-payments"), ("DELETE", "/continue/"), ("POST", "/token/"),
        ]

        init(using random: inout SeededGenerator) {
            (method, path) = Self.kinds.randomElement(using: &random) ?? ("GET", "/")
            fate = WalletFate(using: &random)
            times = [1, 1, 2, 3, 8, 40].randomElement(using: &random) ?? 1
        }
    }

    /// What changes.
    private struct State {
        var random: SeededGenerator
        var faultsPerThousand = 0
        var storms: [Storm] = []
        var lateCalls: [(due: Int64, request: OutboundRequest)] = []
        var halfSteps: Int?
        var deniedGrants: Set<String> = []
        var calls = 0
        var faults = 0
    }

    static let base = "https://wallets.example.com"

    let sandbox: Sandbox
    private let time: WorldTime
    private let trace: Trace
    private let state: Mutex<State>

    init(_ time: WorldTime, _ trace: Trace, seed: UInt64) {
        self.time = time
        self.trace = trace
        var random = SeededGenerator(seed: seed)
        let names = Mutex(SeededGenerator(seed: random.next()))
        let source = RandomSource { buffer in
            names.withLock { names in
                for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: names.next() >> 32) }
            }
        }
        sandbox = Sandbox(settings: SandboxSettings(), random: source, foreign: NoForeignDocuments()) {
            time.milliseconds
        }
        sandbox.serve(under: Self.base)
        state = Mutex(State(random: random))
    }

    /// How many calls there were, and how many of them went wrong on the way.
    var counts: (calls: Int, faults: Int) { state.withLock { ($0.calls, $0.faults) } }

    /// Grants of which the wallet was made to say that it does not let go.
    var deniedGrants: Set<String> { state.withLock(\.deniedGrants) }

    func setFaults(perThousand: Int) {
        state.withLock { $0.faultsPerThousand = perThousand }
    }

    func add(_ storm: Storm) {
        trace.note("  storm: \(storm.method) \(storm.path) \(storm.fate), \(storm.times) times")
        state.withLock { $0.storms.append(storm) }
    }

    /// All is well from now on.
    func heal() {
        state.withLock { state in
            state.faultsPerThousand = 0
            state.storms = []
            state.halfSteps = nil
        }
    }

    /// Has the machine end before or behind a call, after so many of these moments.
    func planEnd(after halfSteps: Int) {
        state.withLock { $0.halfSteps = halfSteps }
    }

    /// Whether the machine ends here.
    func isEnd() -> Bool {
        state.withLock { state in
            guard let left = state.halfSteps else { return false }
            state.halfSteps = left > 1 ? left - 1 : nil
            return left <= 1
        }
    }

    /// What becomes of a call; nil for nothing special.
    func fate(of request: OutboundRequest) -> WalletFate? {
        let path = String(request.url.dropFirst(Self.base.count))
        let fate = state.withLock { state in
            state.calls += 1
            let fate = Self.fate(&state, request.method, path)
            if let fate {
                state.faults += 1
                if fate.isFinal, request.method == "DELETE", let grant = path.split(separator: "/").last {
                    state.deniedGrants.insert(String(grant))
                }
            }
            return fate
        }
        trace.note("    \(request.method) \(path)\(fate.map { ": \($0)" } ?? "")")
        return fate
    }

    /// Does a call; nil where the wallet drops the connection.
    func perform(_ request: OutboundRequest) -> OutboundAnswer? {
        guard
            let response = sandbox.answer(request.method, request.url, headers: request.headers, body: request.body)
        else { return nil }
        var fields: [(name: String, value: String)] = []
        for line in String(decoding: response.fields, as: UTF8.self).split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2 { fields.append((name: parts[0], value: String(parts[1].drop { $0 == " " }))) }
        }
        return OutboundAnswer(status: response.status, headers: fields, body: response.body)
    }

    /// Has a call done later.
    func postpone(_ request: OutboundRequest, bySeconds seconds: Int64) {
        state.withLock { $0.lateCalls.append((time.nanoseconds + seconds * 1_000_000_000, request)) }
    }

    /// When the next late call is done; nil if there is none.
    var nextDeadline: Int64? { state.withLock { $0.lateCalls.map(\.due).min() } }

    /// Does the late calls whose time has come.
    func performLateCalls() {
        let now = time.nanoseconds
        let due = state.withLock { state in
            let due = state.lateCalls.filter { $0.due <= now }
            state.lateCalls.removeAll { $0.due <= now }
            return due.sorted { $0.due < $1.due }
        }
        for call in due {
            let status = perform(call.request)?.status
            trace.note("    late: \(call.request.method) \(call.request.url): \(status ?? 0)")
        }
    }

    private static func fate(_ state: inout State, _ method: String, _ path: String) -> WalletFate? {
        if let place = state.storms.firstIndex(where: { $0.method == method && path.contains($0.path) }) {
            let fate = state.storms[place].fate
            state.storms[place].times -= 1
            if state.storms[place].times == 0 { state.storms.remove(at: place) }
            return fate
        }
        guard Int.random(in: 0..<1000, using: &state.random) < state.faultsPerThousand else { return nil }
        return WalletFate(using: &state.random)
    }
}
