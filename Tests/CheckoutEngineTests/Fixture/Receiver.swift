import Checkout
import Synchronization

@testable import CheckoutEngine

/// Takes events as what sends them would, and waits until there are so many.
final class Receiver: EventOutlet {
    private struct Taken {
        var events: [StoredEvent] = []
        var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let taken = Mutex(Taken())

    /// All that has come, in its order.
    var events: [StoredEvent] { taken.withLock { $0.events } }

    func take(_ events: [StoredEvent]) {
        let ready: CheckedContinuation<Void, Never>? = taken.withLock { taken in
            taken.events += events
            guard let waiter = taken.waiter, taken.events.count >= waiter.count else { return nil }
            taken.waiter = nil
            return waiter.continuation
        }
        ready?.resume()
    }

    /// Returns once so many have come since the beginning.
    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = taken.withLock { taken in
                guard taken.events.count < count else { return true }
                taken.waiter = (count, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
