import OutboundHTTP
import Synchronization

/// A resolver that answers when it is told to.
final class PatientResolver: HostResolver {
    private struct State {
        var asked = 0
        var waiting: [CheckedContinuation<[IPAddress], Never>] = []
        var watchers: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var asked: Int { state.withLock(\.asked) }

    func addresses(of name: String) async throws(OutboundProblem) -> [IPAddress] {
        await withCheckedContinuation { continuation in
            let watchers = state.withLock { state in
                state.asked += 1
                state.waiting.append(continuation)
                defer { state.watchers = [] }
                return state.watchers
            }
            for watcher in watchers { watcher.resume() }
        }
    }

    /// Comes back when somebody has asked.
    func isAsked() async {
        await withCheckedContinuation { continuation in
            let isAsked = state.withLock { state in
                if state.waiting.isEmpty { state.watchers.append(continuation) }
                return !state.waiting.isEmpty
            }
            if isAsked { continuation.resume() }
        }
    }

    func answer(_ addresses: [IPAddress]) {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for asker in waiting { asker.resume(returning: addresses) }
    }

    func shutdown() {
        answer([])
    }
}
