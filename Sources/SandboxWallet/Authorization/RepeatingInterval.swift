import Bytes

/// Windows of time that follow each other, `R12/2026-03-01T00:00:00Z/P1M` (ISO 8601).
///
/// `Rn` has n windows, `R` and `R-1` have no end. Each window begins so many durations behind the start, so that one
/// begun on January 31 comes back to March 31; a window's end is the next one's beginning and belongs to that.
struct RepeatingInterval: Sendable, Hashable {
    /// As it was written.
    let text: String

    private let count: Int64?
    private let start: Int64
    private let duration: CalendarDuration

    /// So many windows are looked through; a day's windows for 270 years.
    private static let mostWindows: Int64 = 100_000

    /// Reads an interval; nil for any other form.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("R"), let start = RFC3339.parse(String(parts[1])),
            let duration = CalendarDuration(parts[2])
        else { return nil }
        let repetitions = parts[0].dropFirst()
        if repetitions.isEmpty || repetitions == "-1" {
            count = nil
        } else {
            let isNumber = repetitions.utf8.count <= 9 && repetitions.utf8.allSatisfy { (0x30...0x39).contains($0) }
            guard isNumber, let number = Int64(repetitions), number >= 1 else { return nil }
            count = number
        }
        self.text = text
        self.start = start
        self.duration = duration
    }

    /// The window that holds a time, in seconds; nil before the first and after the last.
    func window(at time: Int64) -> Range<Int64>? {
        guard time >= start else { return nil }
        var lower = start
        for number in 1...min(count ?? Self.mostWindows, Self.mostWindows) {
            guard let upper = duration.time(number, after: start), upper > lower else { return nil }
            if time < upper { return lower..<upper }
            lower = upper
        }
        return nil
    }

    /// The interval in plain words, such as `every month, 12 times, from 2026-03-01`.
    var spelled: String {
        let from = "from \(RFC3339.string(secondsSinceEpoch: start).prefix(10))"
        guard let count else { return "\(duration.spelled), \(from), until it is ended" }
        return [duration.spelled, count == 1 ? "once" : "\(count) times", from].joined(separator: ", ")
    }
}

extension CalendarDuration {
    /// The duration in plain words: `every month`, `every 3 days`.
    var spelled: String {
        let units: [(name: String, months: Int64, seconds: Int64)] = [
            ("year", 12, 0), ("month", 1, 0), ("week", 0, 7 * 86_400), ("day", 0, 86_400), ("hour", 0, 3600),
            ("minute", 0, 60), ("second", 0, 1),
        ]
        var months = months
        var seconds = seconds
        var words: [String] = []
        for unit in units {
            let number = unit.months > 0 ? months / unit.months : seconds / unit.seconds
            guard number > 0 else { continue }
            months -= number * unit.months
            seconds -= number * unit.seconds
            words.append(number == 1 ? unit.name : "\(number) \(unit.name)s")
        }
        return "every " + words.joined(separator: " and ")
    }
}
