import Checkout

/// What a merchant's sessions of one mode come to, day by day: counted as it happens, in one shard.
///
/// Counting costs a look-up and an increment; memory is taken once for a day on which something happens.
struct MerchantTally: Sendable {
    /// The days on which something has happened, oldest first; those that are too old leave when a new one begins.
    private(set) var days: [DayTally] = []

    /// Events that wait for an attempt now; no snapshot holds this, since the events tell it.
    var pendingDeliveries = 0

    /// Counts something that happened at a moment.
    mutating func count(at moment: Timestamp, _ change: (inout DayTally) -> Void) {
        let day = CalendarDay(of: moment)
        if let last = days.indices.last, days[last].day == day {
            change(&days[last])
        } else {
            change(&days[index(of: day)])
            leaveOldDays()
        }
    }

    /// Adds the days of another tally.
    mutating func add(_ other: [DayTally]) {
        for tally in other { count(at: tally.day.start) { $0.add(tally) } }
    }

    /// The day's place, made if it is not there; a day earlier than the last one is rare.
    private mutating func index(of day: CalendarDay) -> Int {
        let index = days.lastIndex { $0.day <= day }.map { days[$0].day == day ? $0 : $0 + 1 } ?? 0
        if index == days.count || days[index].day != day { days.insert(DayTally(day: day), at: index) }
        return index
    }

    private mutating func leaveOldDays() {
        guard let last = days.last?.day else { return }
        let count = days.prefix { $0.day + Limits.talliedDays <= last }.count
        days.removeFirst(count)
    }
}
