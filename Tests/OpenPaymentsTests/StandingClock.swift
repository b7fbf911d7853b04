import Checkout
import OpenPayments
import Synchronization

/// A clock that stands at the vectors' moment, and remembers for how long it was waited.
final class StandingClock: PaymentClock {
    private let slept = Mutex<[Duration]>([])

    var waits: [Duration] { slept.withLock(\.self) }

    let now = Timestamp(secondsSinceEpoch: 1_767_225_600)

    func wait(for duration: Duration) async throws {
        slept.withLock { $0.append(duration) }
    }
}
