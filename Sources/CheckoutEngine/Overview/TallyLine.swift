import Bytes
import Checkout

/// Tallies on their way into a snapshot and out of it: one line a merchant and mode, whatever the number of shards.
struct TallyLine: Sendable {
    /// Whose.
    let merchant: MerchantID

    /// Of test or of live sessions.
    let keyMode: KeyMode

    /// The days, oldest first.
    let days: [DayTally]
}

extension TallyLine {
    /// The lines of all shards together, without the days that no overview shows any more on `today`.
    static func lines(of tallies: [[ListingKey: MerchantTally]], today: CalendarDay) -> [TallyLine] {
        var sums: [ListingKey: MerchantTally] = [:]
        for shard in tallies {
            for (key, tally) in shard { sums[key, default: MerchantTally()].add(tally.days) }
        }
        return
            sums.map { key, tally in
                TallyLine(
                    merchant: key.merchant,
                    keyMode: key.keyMode,
                    days: tally.days.filter { $0.day + Limits.talliedDays > today }
                )
            }
            .filter { !$0.days.isEmpty }
            .sorted { ($0.merchant, $0.keyMode.isLive ? 1 : 0) < ($1.merchant, $1.keyMode.isLive ? 1 : 0) }
    }

    /// Writes the members behind `entity`: `merchant`, `mode`, `days`.
    func write(to json: inout JSONWriter) {
        json.name("merchant")
        json.quoted { merchant.append(to: &$0) }
        json.name("mode")
        json.string(keyMode.text)
        json.name("days")
        json.beginArray()
        for day in days { day.write(to: &json) }
        json.endArray()
    }

    /// Reads the members behind `entity`.
    init(reading reader: inout MemberReader, of document: JSONDocument) throws(EventFormatError) {
        merchant = try reader.merchantID("merchant")
        guard let keyMode = KeyMode(parsing: try reader.string("mode")) else { throw .memberMalformed("mode") }
        self.keyMode = keyMode
        let array = try reader.next("days")
        guard document.kind(of: array) == .array else { throw .memberMalformed("days") }
        var days: [DayTally] = []
        for element in document.elements(of: array) {
            days.append(try DayTally(reading: element, of: document))
        }
        guard zip(days, days.dropFirst()).allSatisfy({ $0.day < $1.day }) else { throw .memberMalformed("days") }
        self.days = days
    }
}
