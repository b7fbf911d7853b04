import Synchronization

/// What has come to an outlet, in its order, for who waits until there is so much.
final class Arrivals<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())

    /// All that has come.
    var elements: [Element] { state.withLock { $0.elements } }

    func append(_ elements: [Element]) {
        let ready: CheckedContinuation<Void, Never>? = state.withLock { state in
            state.elements += elements
            guard let waiter = state.waiter, state.elements.count >= waiter.count else { return nil }
            state.waiter = nil
            return waiter.continuation
        }
        ready?.resume()
    }

    /// Returns once so many have come since the beginning.
    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.elements.count < count else { return true }
                state.waiter = (count, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
