package import Reactors

/// The Date field, written once a second (RFC 9110, sections 5.6.7 and 6.6.1).
package struct DateLine {
    /// `Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n`.
    private(set) var bytes: [UInt8] = []
    private var validUntil = MonotonicTime(nanoseconds: .min)

    /// A line that is yet to be written.
    package init() {}

    /// Writes the line anew if the second is over.
    package mutating func refresh(at now: MonotonicTime) {
        guard now >= validUntil else { return }
        let (seconds, nanoseconds) = SystemCalls.wallClock()
        validUntil = now.advanced(byNanoseconds: 1_000_000_000 - nanoseconds)
        bytes = Self.line(secondsSinceEpoch: seconds)
    }

    static func line(secondsSinceEpoch seconds: Int64) -> [UInt8] {
        let days = Int(seconds / 86_400)
        let second = Int(seconds % 86_400)
        let (year, month, day) = civil(daysSinceEpoch: days)
        // 1 January 1970 was a Thursday.
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][days % 7]
        let monthName = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
        let time = [second / 3600, second / 60 % 60, second % 60].map(twoDigits).joined(separator: ":")
        return Array("Date: \(weekday), \(twoDigits(day)) \(monthName) \(year) \(time) GMT\r\n".utf8)
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// The Gregorian date so many days after 1 January 1970, counted in years that begin in March.
    private static func civil(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
