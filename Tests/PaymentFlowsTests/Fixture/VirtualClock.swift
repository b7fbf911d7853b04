import Checkout
import OpenPayments
import TestTools

/// A clock on which waiting takes no time: it passes the time instead, for everybody.
struct VirtualClock: PaymentClock {
    let times: ManualClock

    var now: Timestamp { Timestamp(secondsSinceEpoch: times.seconds) }

    func wait(for duration: Duration) async throws {
        try Task.checkCancellation()
        times.advance(nanoseconds: Int64(duration / .nanoseconds(1)))
        await Task.yield()
    }
}
