package import Bytes

/// Deliveries in snapshots, and attempts there and in the log.
extension DeliveryState {
    /// Writes the state as one object.
    ///
    /// Members: `status`, `next_attempt_at`, `ended_at`, `attempts_of_round`, `attempts_before` if there were any,
    /// `attempts`.
    package func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("status")
        json.string(status.text)
        json.name("next_attempt_at")
        json.optional(nextAttemptAt)
        json.name("ended_at")
        json.optional(endedAt)
        json.name("attempts_of_round")
        json.integer(attemptsOfRound)
        if attemptsBefore > 0 {
            json.name("attempts_before")
            json.integer(attemptsBefore)
        }
        json.name("attempts")
        json.beginArray()
        for attempt in attempts { attempt.write(to: &json) }
        json.endArray()
        json.endObject()
    }

    /// Reads a state, and refuses any object that ``write(to:)`` would not have written.
    package init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        let status = try reader.value("status", as: DeliveryStatus.init(parsing:))
        self.status = status
        nextAttemptAt = try reader.optionalTime("next_attempt_at")
        endedAt = try reader.optionalTime("ended_at")
        attemptsOfRound = Int(clamping: try reader.integer("attempts_of_round"))
        attemptsBefore = reader.isNext("attempts_before") ? Int(clamping: try reader.integer("attempts_before")) : 0
        let array = try reader.next("attempts")
        guard document.kind(of: array) == .array else { throw .memberMalformed("attempts") }
        attempts = []
        for element in document.elements(of: array) {
            attempts.append(try DeliveryAttempt(reading: element, of: document))
        }
        try reader.end()
        let isPending = status == .pending
        guard isPending == (nextAttemptAt != nil), isPending == (endedAt == nil),
            0...attempts.count ~= attemptsOfRound, attemptsBefore >= 0
        else { throw .memberMalformed("status") }
    }
}

extension DeliveryAttempt {
    /// Writes the attempt as one object.
    ///
    /// Members: `started_at`, `duration_ms`, `status`, `problem`, `response`.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.name("started_at")
        json.time(startedAt)
        json.name("duration_ms")
        json.integer(durationMilliseconds)
        json.name("status")
        json.optional(status.map(Int64.init))
        json.name("problem")
        json.optional(problem)
        json.name("response")
        json.string(response)
        json.endObject()
    }

    /// Reads an attempt, and refuses any object that ``write(to:)`` would not have written.
    init(reading node: JSONNode, of document: JSONDocument) throws(EventFormatError) {
        var reader = try MemberReader(node, of: document)
        startedAt = try reader.time("started_at")
        durationMilliseconds = try reader.integer("duration_ms")
        if let status = try reader.optionalInteger("status") {
            guard 100...999 ~= status else { throw .memberMalformed("status") }
            self.status = UInt16(status)
        } else {
            status = nil
        }
        problem = try reader.optionalString("problem")
        response = try reader.string("response")
        try reader.end()
    }
}
