/// The part of an event that changes: what was tried, and what comes next.
///
/// Only ``DeliveryRules`` changes it.
package struct DeliveryState: Hashable, Sendable {
    /// Where the delivery stands.
    package internal(set) var status: DeliveryStatus

    /// When the next attempt is due; set exactly while the delivery is pending.
    package internal(set) var nextAttemptAt: Timestamp?

    /// When the delivery ended; set exactly while it is not pending.
    package internal(set) var endedAt: Timestamp?

    /// The last ``Limits/deliveryAttemptsKept`` attempts, oldest first, those before a resend included.
    package internal(set) var attempts: [DeliveryAttempt]

    /// How many attempts were made before those.
    package internal(set) var attemptsBefore: Int

    /// How many of them belong to the schedule that runs now.
    package internal(set) var attemptsOfRound: Int

    /// An event that was just raised.
    package init(raisedAt moment: Timestamp) {
        status = .pending
        nextAttemptAt = moment
        attempts = []
        attemptsBefore = 0
        attemptsOfRound = 0
    }

    /// How many attempts were made.
    package var attemptCount: Int { attemptsBefore + attempts.count }

    /// The attempts that are kept, oldest first, each with its number among all: the first one ever is 1.
    package var numberedAttempts: [(number: Int, attempt: DeliveryAttempt)] {
        attempts.enumerated().map { (attemptsBefore + $0.offset + 1, $0.element) }
    }
}
