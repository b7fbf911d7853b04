package import Checkout

/// What the client knows of time.
package protocol PaymentClock: Sendable {
    /// The time of day, which signatures carry.
    var now: Timestamp { get }

    /// Waits; throws when the task is cancelled.
    func wait(for duration: Duration) async throws
}
