import Checkout
import CheckoutEngine
import Synchronization

/// Takes payments as what drives them would, and waits until there are so many.
final class Payer: PaymentOutlet {
    private struct Taken {
        var payments: [SessionPayment] = []
        var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let taken = Mutex(Taken())

    /// All that has come, in its order.
    var payments: [SessionPayment] { taken.withLock { $0.payments } }

    func take(_ payments: [SessionPayment]) {
        let ready: CheckedContinuation<Void, Never>? = taken.withLock { taken in
            taken.payments += payments
            guard let waiter = taken.waiter, taken.payments.count >= waiter.count else { return nil }
            taken.waiter = nil
            return waiter.continuation
        }
        ready?.resume()
    }

    /// Returns once so many have come since the beginning.
    func wait(for count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = taken.withLock { taken in
                guard taken.payments.count < count else { return true }
                taken.waiter = (count, continuation)
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}
