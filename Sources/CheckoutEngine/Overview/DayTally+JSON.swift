import Bytes
import Checkout

/// Tallies in snapshots.
extension DayTally {
    /// Writes the tally as one object: `day`, then each count by its name, then `volume`, an array of objects of
    /// `currency` and `amount`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("day")
        json.string(day.text)
        for (name, count) in Self.counts {
            json.name(name)
            json.integer(Int64(self[keyPath: count]))
        }
        json.name("volume")
        json.beginArray()
        for volume in volume {
            json.beginObject()
            json.name("currency")
            json.string(volume.currency.text)
            json.name("amount")
            json.integer(volume.amount)
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }

    /// Reads a tally, and refuses any object that `write` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        guard let day = CalendarDay(parsing: try reader.string("day")) else { throw .memberMalformed("day") }
        self.init(day: day)
        for (name, count) in Self.counts {
            let value = try reader.integer(name)
            guard value >= 0 else { throw .memberMalformed(name.description) }
            self[keyPath: count] = Int(value)
        }
        let volumes = try reader.next("volume")
        guard document.kind(of: volumes) == .array else { throw .memberMalformed("volume") }
        for element in document.elements(of: volumes) {
            var volume = try MemberReader(element, of: document)
            let code = try volume.string("currency")
            guard let currency = try? Currency(code), currency.text == code else { throw .memberMalformed("currency") }
            add(try volume.integer("amount"), currency)
            try volume.end()
        }
        try reader.end()
    }

    private static let counts: [(StaticString, any WritableKeyPath<DayTally, Int> & Sendable)] = [
        ("created", \.created), ("completed", \.completed), ("expired", \.expired), ("canceled", \.canceled),
        ("attempts_succeeded", \.attemptsSucceeded), ("attempts_failed", \.attemptsFailed),
        ("deliveries_delivered", \.deliveriesDelivered), ("deliveries_failed", \.deliveriesFailed),
        ("deliveries_canceled", \.deliveriesCanceled),
    ]
}
