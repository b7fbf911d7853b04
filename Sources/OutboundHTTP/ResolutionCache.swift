import Synchronization

/// The addresses of names, asked for once by all who want them at the same time, and kept for a short while.
///
/// Addresses that were kept are checked again by everybody who uses them, so that age never makes one acceptable.
final class ResolutionCache: Sendable {
    /// Addresses that were found, and until when they are used.
    private struct Known {
        let addresses: [IPAddress]
        let end: ContinuousClock.Instant
    }

    private typealias Answer = Result<[IPAddress], OutboundProblem>

    /// What is known, and who waits for which name; a name with an entry in `waiting` is being looked up.
    private struct State {
        var known: [String: Known] = [:]
        var waiting: [String: [UInt64: CheckedContinuation<Answer, Never>]] = [:]
        var nextWaiter: UInt64 = 0
        var isShutDown = false
    }

    private let resolver: any HostResolver
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    init(resolver: any HostResolver, now: @escaping @Sendable () -> ContinuousClock.Instant) {
        self.resolver = resolver
        self.now = now
    }

    /// The addresses of a name, waiting for them as long as `time` allows; `nil` when that was not enough.
    func addresses(of name: String, within time: Duration) async throws(OutboundProblem) -> [IPAddress]? {
        if let addresses = known(name) { return addresses }
        let answer: Answer? = await withTaskGroup(of: Answer?.self) { group in
            group.addTask { await self.lookUp(name) }
            group.addTask {
                try? await ContinuousClock().sleep(for: time)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next().flatMap(\.self)
        }
        return try answer?.get()
    }

    /// Asks for a name anew when it is wanted again: its addresses led nowhere.
    func forget(_ name: String) {
        state.withLock { $0.known[name] = nil }
    }

    /// Lets everybody who waits go.
    func shutdown() {
        let waiting = state.withLock { state in
            state.isShutDown = true
            defer { state.waiting = [:] }
            return state.waiting.values.flatMap(\.values)
        }
        for waiter in waiting { waiter.resume(returning: .failure(.shutDown)) }
        resolver.shutdown()
    }

    private func known(_ name: String) -> [IPAddress]? {
        let now = now()
        return state.withLock { state in
            guard let known = state.known[name], known.end > now else { return nil }
            return known.addresses
        }
    }

    /// Waits for the look-up that is under way, or begins one; gives up when its task is cancelled.
    private func lookUp(_ name: String) async -> Answer {
        let waiter = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isFirst: Bool? = state.withLock { state in
                    // A task that was cancelled before has nobody to take it off the list.
                    guard !state.isShutDown, !Task.isCancelled else { return nil }
                    let isFirst = state.waiting[name] == nil
                    state.waiting[name, default: [:]][waiter] = continuation
                    return isFirst
                }
                switch isFirst {
                case nil: continuation.resume(returning: .failure(.shutDown))
                case true?: Task { await self.ask(for: name) }
                case false?: break
                }
            }
        } onCancel: {
            let continuation = state.withLock { $0.waiting[name]?.removeValue(forKey: waiter) }
            continuation?.resume(returning: .failure(.shutDown))
        }
    }

    /// One look-up, whose answer goes to all who wait for it; it ends by itself when the resolver answers.
    private func ask(for name: String) async {
        let answer: Answer
        do throws(OutboundProblem) { answer = .success(try await resolver.addresses(of: name)) } catch {
            answer = .failure(error)
        }
        let now = now()
        let waiting = state.withLock { state in
            if case .success(let addresses) = answer {
                if state.known.count >= OutboundLimits.resolutions { makeRoom(in: &state, at: now) }
                state.known[name] = Known(addresses: addresses, end: now + OutboundLimits.resolutionLifetime)
            }
            return state.waiting.removeValue(forKey: name)
        }
        for waiter in (waiting ?? [:]).values { waiter.resume(returning: answer) }
    }

    /// Drops what is past its end, and all when that is too little.
    private func makeRoom(in state: inout State, at now: ContinuousClock.Instant) {
        state.known = state.known.filter { $0.value.end > now }
        if state.known.count >= OutboundLimits.resolutions { state.known = [:] }
    }
}
