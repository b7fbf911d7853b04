/// How often a subscription is charged: every `count` intervals.
package struct Recurring: Hashable, Sendable {
    /// A unit of calendar time.
    package enum Interval: UInt8, Hashable, Sendable, CaseIterable {
        /// A day.
        case day
        /// Seven days.
        case week
        /// A calendar month.
        case month
        /// A calendar year.
        case year

        /// The interval as it stands in JSON.
        package var text: StaticString {
            switch self {
            case .day: "day"
            case .week: "week"
            case .month: "month"
            case .year: "year"
            }
        }

        /// How many of these may lie between two charges at most: three years' worth.
        package var maximumCount: Int64 {
            switch self {
            case .day: Limits.intervalMaximumDays
            case .week: Limits.intervalMaximumWeeks
            case .month: Limits.intervalMaximumMonths
            case .year: Limits.intervalMaximumYears
            }
        }
    }

    /// The unit of ``count``.
    package let interval: Interval

    /// Intervals between two charges, from 1 to the interval's ``Interval/maximumCount``.
    package let count: Int64

    /// Every month: what a subscription is when its request does not say.
    package static let monthly = Recurring(uncheckedInterval: .month, count: 1)

    /// Refuses a count below 1 or longer than three years.
    package init(interval: Interval, count: Int64) throws(RuleViolation) {
        guard (1...interval.maximumCount).contains(count) else {
            throw .intervalCountOutOfRange(interval, count: count)
        }
        self.init(uncheckedInterval: interval, count: count)
    }

    private init(uncheckedInterval interval: Interval, count: Int64) {
        self.interval = interval
        self.count = count
    }
}
