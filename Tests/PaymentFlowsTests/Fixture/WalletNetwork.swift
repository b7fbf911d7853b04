import HTTPServing
import OpenPayments
import OutboundHTTP
import SandboxWallet
import Synchronization

/// The way to a sandbox's wallets within this process, on which requests and answers get lost as a test says.
final class WalletNetwork: Sendable {
    /// What happens to a call.
    enum Fate: Sendable, Hashable {
        /// It is never sent.
        case unreachable
        /// It is done, and its answer gets lost.
        case unanswered
        /// It is not done, and answered with a status.
        case refused(Int)
        /// It is done, and answered with a status all the same.
        case denied(Int)
        /// It is not done, and answered with 429 and how many seconds to wait.
        case limited(seconds: Int)
        /// It is done, and a text in its answer is another.
        case retold(String, as: String)
    }

    /// A fate of calls of a kind.
    struct Rule: Sendable {
        let method: String
        let path: String
        var fate: Fate
        var times: Int
    }

    /// What else happens at a call of a kind, before it is done.
    private struct Hook {
        let method: String
        let path: String
        var skipped: Int
        let body: @Sendable () -> Void
    }

    private struct State {
        var hooks: [Hook] = []
        var rules: [Rule] = []
        var calls: [String] = []
        var countdown: Int?
    }

    static let base = "https://sandbox.example"

    let sandbox: Sandbox
    private let state = Mutex(State())

    /// Called once when the machine that asks ends; see ``end(after:)``.
    private let onEnd = Mutex<(@Sendable () -> Void)?>(nil)

    init(_ sandbox: Sandbox) {
        self.sandbox = sandbox
        sandbox.serve(under: Self.base)
    }

    /// All calls so far, as `METHOD path`.
    var calls: [String] { state.withLock(\.calls) }

    /// How many calls of a kind were made.
    func count(_ method: String, _ path: String) -> Int {
        calls.count { $0.hasPrefix("\(method) ") && $0.contains(path) }
    }

    /// Gives calls whose path holds a text this fate.
    func set(_ fate: Fate, _ method: String, _ path: String, times: Int = 1) {
        state.withLock { $0.rules.append(Rule(method: method, path: path, fate: fate, times: times)) }
    }

    /// Has something else happen at the next call of a kind, before it is done.
    func onCall(_ method: String, _ path: String, skipping skipped: Int = 0, _ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.hooks.append(Hook(method: method, path: path, skipped: skipped, body: body)) }
    }

    /// All is well again.
    func heal() {
        state.withLock { state in
            state.rules = []
            state.countdown = nil
        }
    }

    /// Ends the machine that asks at a half step: before a call is sent, or before its answer comes back.
    func end(after halfSteps: Int, _ work: @escaping @Sendable () -> Void) {
        onEnd.withLock { $0 = work }
        state.withLock { $0.countdown = halfSteps }
    }

    /// Takes a call of a machine, which is cut off once it has ended.
    func send(_ request: OutboundRequest, of link: WalletLink) async throws(OutboundProblem) -> OutboundAnswer {
        step()
        let path = String(request.url.dropFirst(Self.base.count))
        guard request.url.hasPrefix(Self.base), !link.isCut else { throw .connectionRefused }
        takeHook(request.method, path)?()
        let fate = take("\(request.method) \(path)", request.method, path)
        switch fate {
        case .unreachable: throw .connectionRefused
        case .refused(let status): return OutboundAnswer(status: status)
        case .limited(let seconds): return OutboundAnswer(status: 429, headers: [("Retry-After", "\(seconds)")])
        case .unanswered, .denied, .retold, nil: break
        }
        let made = sandbox.answer(request.method, request.url, headers: request.headers, body: request.body)
        guard let response = made else { throw .connectionClosed }
        step()
        guard !link.isCut else { throw .connectionClosed }
        var answer = response.body
        switch fate {
        case .unanswered: throw .timedOut(.seconds(10))
        case .denied(let status): return OutboundAnswer(status: status)
        case .retold(let text, let other):
            answer = Array(String(decoding: answer, as: UTF8.self).replacing(text, with: other).utf8)
        case .unreachable, .refused, .limited, nil: break
        }
        return OutboundAnswer(status: response.status, headers: Self.fields(of: response), body: answer)
    }

    private func takeHook(_ method: String, _ path: String) -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard let place = state.hooks.firstIndex(where: { $0.method == method && path.contains($0.path) }) else {
                return nil
            }
            guard state.hooks[place].skipped == 0 else {
                state.hooks[place].skipped -= 1
                return nil
            }
            return state.hooks.remove(at: place).body
        }
    }

    private func take(_ call: String, _ method: String, _ path: String) -> Fate? {
        state.withLock { state in
            state.calls.append(call)
            guard let place = state.rules.firstIndex(where: { $0.method == method && path.contains($0.path) }) else {
                return nil
            }
            let fate = state.rules[place].fate
            state.rules[place].times -= 1
            if state.rules[place].times == 0 { state.rules.remove(at: place) }
            return fate
        }
    }

    /// Takes a half step, behind which the machine that asks may end.
    private func step() {
        let isNow = state.withLock { state in
            guard let countdown = state.countdown else { return false }
            state.countdown = countdown > 1 ? countdown - 1 : nil
            return countdown <= 1
        }
        if isNow { onEnd.withLock { $0?() } }
    }

    private static func fields(of response: HTTPResponse) -> [(name: String, value: String)] {
        String(decoding: response.fields, as: UTF8.self).split(separator: "\r\n")
            .compactMap { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { return nil }
                return (name: String(parts[0]), value: String(parts[1].drop { $0 == " " }))
            }
    }
}
