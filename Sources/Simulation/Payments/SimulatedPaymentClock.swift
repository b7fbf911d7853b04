import Checkout
import OpenPayments

/// What a machine's client knows of time: the machine's wall clock, and waiting that ends with the machine.
struct SimulatedPaymentClock: PaymentClock {
    let clock: SimulatedClock
    let sleepers: Sleepers

    var now: Timestamp { Timestamp(secondsSinceEpoch: clock.wallSeconds) }

    func wait(for duration: Duration) async throws {
        try await sleepers.sleep(for: duration)
    }
}
