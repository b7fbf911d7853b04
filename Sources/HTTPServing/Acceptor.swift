import Reactors
import Synchronization

/// Takes connections off the listening sockets, on the first reactor, and hands each to the worker with the fewest.
// Safe because everything that changes is touched on the first worker's reactor alone.
final class Acceptor: ReadinessHandler, @unchecked Sendable {
    /// A listening socket; one with a path has a file to remove when it goes.
    private struct Listener {
        let descriptor: Int32
        let unixPath: String?
    }

    private let workers: [HTTPWorker]
    private let limits: HTTPLimits
    private var listeners: [Listener] = []
    private var isStopped = false
    private var next = 0

    init(workers: [HTTPWorker], limits: HTTPLimits) {
        self.workers = workers
        self.limits = limits
    }

    deinit {
        for listener in listeners { close(listener) }
    }

    private var reactor: Reactor { workers[0].reactor }

    /// Begins to accept from a listening socket, which from here on is the acceptor's.
    func add(_ descriptor: Int32, unixPath: String?) {
        let listener = Listener(descriptor: descriptor, unixPath: unixPath)
        guard !isStopped else { return close(listener) }
        listeners.append(listener)
        do {
            try reactor.watch(descriptor, for: .readable, self)
        } catch {
            preconditionFailure("a listening socket can be watched: \(error)")
        }
    }

    /// Takes those who wait already, then closes the listening sockets.
    func stop() {
        isStopped = true
        for listener in listeners {
            accept(from: listener.descriptor, limit: Int(Limits.backlog))
            reactor.unwatch(listener.descriptor, isClosing: true)
            close(listener)
        }
        listeners = []
    }

    func descriptor(_ descriptor: Int32, isReadyFor readiness: Readiness) {
        accept(from: descriptor, limit: Limits.acceptsPerTurn)
    }

    private func close(_ listener: Listener) {
        SystemCalls.close(listener.descriptor)
        if let path = listener.unixPath { SystemCalls.remove(unixPath: path) }
    }

    private func accept(from listener: Int32, limit: Int) {
        for _ in 0..<limit {
            switch SystemCalls.accept(listener) {
            case .connection(let descriptor, let peer): handOver(descriptor, peer)
            case .lost: continue
            case .none: return
            case .exhausted: return rest(listener)
            }
        }
    }

    /// Without a descriptor the connection stays in the backlog and would be reported for ever: look away for a moment.
    private func rest(_ listener: Int32) {
        guard !isStopped else { return }
        try? reactor.modify(listener, for: .none)
        _ = reactor.schedule(at: reactor.now.advanced(byNanoseconds: Limits.acceptRest)) { [self] in
            guard !isStopped else { return }
            try? reactor.modify(listener, for: .readable)
        }
    }

    private func handOver(_ descriptor: Int32, _ peer: SocketAddress) {
        SystemCalls.sendWithoutDelay(descriptor)
        let worker = leastLoaded()
        let open = workers.reduce(0) { $0 + $1.counters.open.load(ordering: .relaxed) }
        let isRefused = open >= limits.connections
        if isRefused {
            worker.counters.refused.add(1, ordering: .relaxed)
            let refusing = workers.reduce(0) { $0 + $1.counters.refusing.load(ordering: .relaxed) }
            guard refusing < limits.refusedConnections else { return SystemCalls.close(descriptor) }
            worker.counters.refusing.add(1, ordering: .relaxed)
        } else {
            worker.counters.accepted.add(1, ordering: .relaxed)
            worker.counters.open.add(1, ordering: .relaxed)
        }
        if worker.reactor.isCurrent {
            worker.adopt(descriptor, peer: peer, isRefused: isRefused)
        } else {
            worker.reactor.post { worker.adopt(descriptor, peer: peer, isRefused: isRefused) }
        }
    }

    /// The worker with the fewest connections; among equals they take turns.
    private func leastLoaded() -> HTTPWorker {
        next = (next + 1) % workers.count
        var best = workers[next]
        var fewest = best.counters.open.load(ordering: .relaxed)
        for offset in 1..<workers.count {
            let worker = workers[(next + offset) % workers.count]
            let open = worker.counters.open.load(ordering: .relaxed)
            if open < fewest { (best, fewest) = (worker, open) }
        }
        return best
    }
}
