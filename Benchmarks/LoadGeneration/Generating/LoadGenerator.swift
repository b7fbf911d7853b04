import Reactors

/// Puts load on a service: workers on threads of their own, which keep their connections from one load to the next.
package final class LoadGenerator {
    private let workers: [LoadWorker]
    private var loads = 0

    /// Prepares so many threads and connections; a thread has one connection at least.
    ///
    /// Nothing is sent before `connect`. The sessions are those that reads may ask for from the start.
    package init(
        address: ServiceAddress,
        key: String,
        threads: Int,
        sessions: SessionPool = SessionPool(capacity: 100_000)
    ) throws(LoadError) {
        precondition(threads > 0, "there is a thread")
        var workers: [LoadWorker] = []
        for (index, part) in sessions.parts(threads).enumerated() {
            let reactor = Reactor(name: "load-\(index)")
            workers.append(
                try LoadWorker(reactor: reactor, address: address, key: key, sessions: part, seed: UInt64(index))
            )
        }
        self.workers = workers
    }

    /// Starts the threads and opens the connections, at least one a thread; throws if any cannot be had.
    package func connect(_ connections: Int) async throws(LoadError) {
        SystemCalls.raiseDescriptorLimit()
        let (stream, news) = AsyncStream<WorkerNews>.makeStream()
        for (index, worker) in workers.enumerated() {
            let count = max(1, (connections - index + workers.count - 1) / workers.count)
            worker.reactor.start()
            worker.reactor.post { worker.connect(count, news) }
        }
        var standing = 0
        for await word in stream {
            switch word {
            case .connected: standing += 1
            case .failed(let error): throw error
            case .slice, .ended: preconditionFailure("a worker without a load tells of none")
            }
            if standing == workers.count { return }
        }
    }

    /// Runs a load to its end, the reply to the last request included, and hands over each second when it is over.
    package func run(_ load: Load, onSlice: (Slice) -> Void = { _ in }) async throws(LoadError) -> LoadOutcome {
        loads += 1
        let (stream, news) = AsyncStream<WorkerNews>.makeStream()
        let (start, number, count) = (MonotonicTime.current, loads, workers.count)
        for (index, worker) in workers.enumerated() {
            worker.reactor.post {
                worker.begin(Shift(load, start: start, number: number, worker: index, of: count), news)
            }
        }
        var collector = SliceCollector(workers: workers.count)
        for await word in stream {
            for slice in try collector.take(word) { onSlice(slice) }
            if collector.isComplete { break }
        }
        return collector.outcome
    }

    /// Closes the connections and ends the threads; gives back all sessions that are known by now.
    package func stop() -> SessionPool {
        for worker in workers { worker.reactor.stop() }
        return SessionPool(parts: workers.map(\.workload.sessions))
    }
}
