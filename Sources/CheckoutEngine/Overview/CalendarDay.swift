package import Checkout

/// A day in UTC.
package struct CalendarDay: Hashable, Comparable, Sendable {
    private static let seconds: Int64 = 86_400

    /// Which day it is, counted from 1970-01-01.
    package let number: Int32

    /// The day so many days after 1970-01-01.
    package init(number: Int32) {
        self.number = number
    }

    /// The day in which a moment lies.
    package init(of moment: Timestamp) {
        let seconds = moment.secondsSinceEpoch
        let days = seconds >= 0 ? seconds / Self.seconds : (seconds + 1) / Self.seconds - 1
        number = Int32(clamping: days)
    }

    /// Reads what `text` gives.
    package init?(parsing text: String) {
        guard let start = Timestamp(parsing: "\(text)T00:00:00Z") else { return nil }
        self.init(of: start)
        guard self.text == text else { return nil }
    }

    /// The day's first second.
    package var start: Timestamp {
        Timestamp(secondsSinceEpoch: Int64(number) * Self.seconds)
    }

    /// The day as ISO 8601: `2026-11-27`.
    package var text: String {
        String(start.text.prefix(10))
    }

    /// Whether the left day is the earlier one.
    package static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        left.number < right.number
    }

    /// The day so many days later, or earlier.
    package static func + (day: CalendarDay, days: Int) -> CalendarDay {
        CalendarDay(number: day.number + Int32(days))
    }
}
