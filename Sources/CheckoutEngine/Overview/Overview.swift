/// A merchant's last days in one mode.
package struct Overview: Sendable {
    /// The last ``Limits/overviewDays`` days in UTC, oldest first; the last is today.
    package let days: [DayTally]

    /// Events that wait for an attempt now.
    package let pendingDeliveries: Int

    init(_ tally: MerchantTally, today: CalendarDay) {
        let found = Dictionary(uniqueKeysWithValues: tally.days.map { ($0.day, $0) })
        days = (1 - Limits.overviewDays...0).map { found[today + $0] ?? DayTally(day: today + $0) }
        pendingDeliveries = tally.pendingDeliveries
    }

    /// The last days together, today included.
    package func total(ofLast count: Int) -> DayTally {
        let last = days.suffix(count)
        guard let first = last.first else { preconditionFailure("a total is of one day at least") }
        return last.dropFirst().reduce(into: first) { $0.add($1) }
    }
}
