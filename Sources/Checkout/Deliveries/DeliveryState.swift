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

    /// How many of them belong to the schedule that runs now.
    package internal(set) var attemptsOfRound: Int

    /// An event that was just raised.
    package init(raisedAt moment: Timestamp) {
        status = .pending
        nextAttemptAt = moment
        attempts = []
        attemptsOfRound = 0
    }
}
