package import Checkout
import Glibc

/// The kernel's `CLOCK_REALTIME`, and real waiting.
package struct SystemPaymentClock: PaymentClock {
    /// The kernel's clock.
    package init() {}

    /// The time of day.
    package var now: Timestamp {
        var time = timespec()
        let result = clock_gettime(CLOCK_REALTIME, &time)
        precondition(result == 0, "CLOCK_REALTIME can always be read")
        return Timestamp(secondsSinceEpoch: Int64(time.tv_sec))
    }

    /// Waits on the monotonic clock.
    package func wait(for duration: Duration) async throws {
        try await ContinuousClock().sleep(for: duration)
    }
}
