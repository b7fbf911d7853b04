import Bytes

/// A duration of ISO 8601, `P1M`, `P2W`, `P1DT12H`: months, and seconds that are the same everywhere in UTC.
struct CalendarDuration: Sendable, Hashable {
    let months: Int64
    let seconds: Int64

    /// Reads a duration of whole numbers; nil for anything else, and for none at all.
    init?(_ text: Substring) {
        guard text.hasPrefix("P") else { return nil }
        var rest = text.dropFirst()
        var units = Self.dateUnits[...]
        var isTime = false
        var months: Int64 = 0
        var seconds: Int64 = 0
        while let first = rest.first {
            if first == "T", !isTime, rest.count > 1 {
                isTime = true
                units = Self.timeUnits[...]
                rest.removeFirst()
                continue
            }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            // Units come in order, each at most once.
            guard digits.count <= 6, let number = Int64(digits), let letter = rest.popFirst(),
                let place = units.firstIndex(where: { $0.letter == letter })
            else { return nil }
            months += number * units[place].months
            seconds += number * units[place].seconds
            units = units[(place + 1)...]
        }
        guard months > 0 || seconds > 0 else { return nil }
        self.months = months
        self.seconds = seconds
    }

    /// The time so many durations behind a start: months first, and a day that the month has not got is its last.
    ///
    /// Nil beyond the year 9999.
    func time(_ count: Int64, after start: Int64) -> Int64? {
        guard let moved = Self.add(months: months * count, to: start) else { return nil }
        let time = moved + seconds * count
        return RFC3339.range.contains(time) ? time : nil
    }

    private static let dateUnits: [(letter: Character, months: Int64, seconds: Int64)] = [
        ("Y", 12, 0), ("M", 1, 0), ("W", 0, 7 * 86_400), ("D", 0, 86_400),
    ]

    private static let timeUnits: [(letter: Character, months: Int64, seconds: Int64)] = [
        ("H", 0, 3600), ("M", 0, 60), ("S", 0, 1),
    ]

    private static func add(months: Int64, to time: Int64) -> Int64? {
        guard months != 0 else { return time }
        let text = RFC3339.string(secondsSinceEpoch: time)
        let parts = text.prefix(10).split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 3 else { return nil }
        let month = parts[0] * 12 + parts[1] - 1 + months
        guard month / 12 <= 9999 else { return nil }
        for day in stride(from: parts[2], through: parts[2] - 3, by: -1) {
            let date = [String(month / 12), String(month % 12 + 1), String(day)]
            let padded = zip(date, [4, 2, 2]).map { String(repeating: "0", count: $1 - $0.count) + $0 }
            if let moved = RFC3339.parse(padded.joined(separator: "-") + text.dropFirst(10)) { return moved }
        }
        return nil
    }
}
