import Reactors

/// Runs a body beside a started reactor, and stops it.
func withReactor<Result>(_ body: (Reactor) async throws -> Result) async rethrows -> Result {
    let reactor = Reactor(name: "test-reactor")
    reactor.start()
    defer { reactor.stop() }
    return try await body(reactor)
}

extension Reactor {
    /// Runs a body on the loop and gives its result.
    func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            post { continuation.resume(returning: body()) }
        }
    }
}
