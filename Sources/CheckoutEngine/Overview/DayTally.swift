package import Checkout

/// What has happened on one day, or in several, as a merchant counts it.
///
/// A session counts on the day on which it was made, and again on that of its end; a subscription's renewal on the day
/// on which it was paid; a webhook on the day of each attempt, and on that of its delivery's end.
package struct DayTally: Hashable, Sendable {
    /// An amount in one currency.
    package struct Volume: Hashable, Sendable {
        /// The currency.
        package let currency: Currency

        /// The amount in the currency's smallest unit; it stops at what a number holds.
        package internal(set) var amount: Int64
    }

    /// The day, or the first of them.
    package let day: CalendarDay

    /// Sessions made.
    package internal(set) var created = 0

    /// Sessions completed.
    package internal(set) var completed = 0

    /// Sessions expired.
    package internal(set) var expired = 0

    /// Sessions canceled.
    package internal(set) var canceled = 0

    /// Attempts to tell the merchant that were answered with a success.
    package internal(set) var attemptsSucceeded = 0

    /// Attempts to tell the merchant that came to nothing.
    package internal(set) var attemptsFailed = 0

    /// Events that the merchant's server has taken.
    package internal(set) var deliveriesDelivered = 0

    /// Events that were given up.
    package internal(set) var deliveriesFailed = 0

    /// Events for which there was no destination when they were due.
    package internal(set) var deliveriesCanceled = 0

    /// What was paid, by currency in the order of their codes: completed sessions, and the renewals of subscriptions.
    package internal(set) var volume: [Volume] = []

    /// A day without anything.
    package init(day: CalendarDay) {
        self.day = day
    }

    /// Which part of the sessions that have ended was completed; nil if none has ended.
    package var conversion: Double? {
        let ended = completed + expired + canceled
        return ended == 0 ? nil : Double(completed) / Double(ended)
    }

    /// Whether nothing has happened.
    var isEmpty: Bool {
        self == DayTally(day: day)
    }

    /// Adds an amount that was paid.
    mutating func add(_ amount: Int64, _ currency: Currency) {
        if let index = volume.firstIndex(where: { $0.currency == currency }) {
            let (sum, isTooLarge) = volume[index].amount.addingReportingOverflow(amount)
            volume[index].amount = isTooLarge ? .max : sum
        } else {
            volume.append(Volume(currency: currency, amount: amount))
            volume.sort { $0.currency.text < $1.currency.text }
        }
    }

    /// Adds what another tally counts; the day stays.
    mutating func add(_ other: DayTally) {
        created += other.created
        completed += other.completed
        expired += other.expired
        canceled += other.canceled
        attemptsSucceeded += other.attemptsSucceeded
        attemptsFailed += other.attemptsFailed
        deliveriesDelivered += other.deliveriesDelivered
        deliveriesFailed += other.deliveriesFailed
        deliveriesCanceled += other.deliveriesCanceled
        for volume in other.volume { add(volume.amount, volume.currency) }
    }

    /// Counts the end of a session.
    mutating func countEnd(of session: StoredSession) {
        switch session.state.status {
        case .completed:
            completed += 1
            countPayment(for: session)
        case .expired: expired += 1
        case .canceled: canceled += 1
        case .open, .preparing, .awaitingApproval, .processing: break
        }
    }

    /// Counts that a session's price was paid: once for itself, and again for each renewal of its subscription.
    mutating func countPayment(for session: StoredSession) {
        if let amount = session.state.amountTotal, let currency = session.currency { add(amount, currency) }
    }

    /// Counts an attempt to tell the merchant.
    mutating func count(_ attempt: DeliveryAttempt) {
        if attempt.isSuccess { attemptsSucceeded += 1 } else { attemptsFailed += 1 }
    }

    /// Counts the end of a delivery.
    mutating func countEnd(_ status: DeliveryStatus) {
        switch status {
        case .pending: break
        case .delivered: deliveriesDelivered += 1
        case .failed: deliveriesFailed += 1
        case .canceled: deliveriesCanceled += 1
        }
    }
}
