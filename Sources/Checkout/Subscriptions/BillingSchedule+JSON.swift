import Bytes

/// Schedules and periods, in the log and in snapshots.
extension BillingSchedule {
    /// Writes the schedule as one object: `anchor`, `interval`, `interval_count`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("anchor")
        json.time(anchor)
        json.name("interval")
        json.string(recurring.interval.text)
        json.name("interval_count")
        json.integer(recurring.count)
        json.endObject()
    }

    /// Reads a schedule, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        let anchor = try reader.time("anchor")
        guard let interval = Recurring.Interval(parsing: try reader.string("interval")),
            let recurring = try? Recurring(interval: interval, count: try reader.integer("interval_count"))
        else { throw .memberMalformed("interval") }
        try reader.end()
        self.init(anchor: anchor, recurring: recurring)
    }
}

extension BillingPeriod {
    /// Writes the period as one object: `number`, `start`, `end`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("number")
        json.integer(number)
        json.name("start")
        json.time(start)
        json.name("end")
        json.time(end)
        json.endObject()
    }

    /// Reads a period, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        number = Int(clamping: try reader.integer("number"))
        start = try reader.time("start")
        end = try reader.time("end")
        try reader.end()
    }
}

extension Recurring.Interval {
    /// Reads an interval as it stands in JSON, exactly.
    init?(parsing text: String) {
        guard let interval = Self.allCases.first(where: { $0.text.description == text }) else { return nil }
        self = interval
    }
}
