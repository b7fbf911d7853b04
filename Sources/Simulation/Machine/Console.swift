import Reactors

/// Where an operator's calls run, which are asynchronous: an actor on a reactor that is stepped with the rest.
actor Console {
    nonisolated let reactor = Reactor(name: "console")

    /// Calls that have not returned.
    private(set) var running = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        reactor.asUnownedSerialExecutor()
    }

    /// Begins a call, in a turn to come.
    nonisolated func begin(_ call: @escaping @Sendable () async -> Void) {
        reactor.post {
            // Safe because the reactor is this actor's executor and runs its mailbox on its own thread.
            self.assumeIsolated { $0.start(call) }
        }
    }

    private func start(_ call: @escaping @Sendable () async -> Void) {
        Task(executorPreference: reactor) { await self.run(call) }
    }

    private func run(_ call: @escaping @Sendable () async -> Void) async {
        running += 1
        await call()
        running -= 1
    }
}
