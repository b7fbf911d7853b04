import Checkout
import Synchronization

@testable import CheckoutEngine

/// Work outside of the engine that ends when the test says so.
final class Errand: Sendable {
    typealias Finish = @Sendable (Result<[UInt8], Unavailability>) -> Void

    private let underWay = Mutex<[Finish]>([])
    private let begun = Mutex(0)

    /// How often it was begun.
    var count: Int { begun.withLock { $0 } }

    /// A request for it.
    func operation(_ claim: IdempotencyClaim?, _ isUnderstood: Bool = true) -> KeyedOperation {
        KeyedOperation(claim: claim, isUnderstood: isUnderstood) { [self] finish in
            underWay.withLock { $0.append(finish) }
            begun.withLock { $0 += 1 }
        }
    }

    /// Returns once it was begun so often.
    func wait(for count: Int) async {
        while self.count < count { await Task.yield() }
    }

    /// Ends what was begun first, and is under way.
    func finish(_ result: Result<[UInt8], Unavailability>) {
        underWay.withLock { $0.removeFirst() }(result)
    }
}
