import Bytes
import Checkout
import CheckoutEngine
import Disks
import Snapshots

/// What is in a snapshot, for people and for programs.
struct SurveyListing {
    private let survey: SnapshotSurvey
    private let name: SnapshotName
    private let fileBytes: Int64

    init(_ survey: SnapshotSurvey, of name: SnapshotName, on disk: any Disk) {
        self.survey = survey
        self.name = name
        fileBytes = (try? disk.status(of: name.fileName).bytes) ?? 0
    }

    /// Both forms.
    var reply: OperatorReply {
        var json = JSONWriter()
        json.beginObject()
        for (name, value) in head {
            json.name(name)
            value.write(to: &json)
        }
        json.name("sessions")
        Record(statuses).write(to: &json)
        for (name, record) in extremes {
            json.name(name)
            if let record { record.write(to: &json) } else { json.null() }
        }
        json.name("merchants")
        merchants.write(to: &json)
        json.endObject()
        return OperatorReply(json: String(decoding: json.bytes, as: UTF8.self), lines: lines)
    }

    /// One session, with its merchant and the records that made and last changed it.
    static func reply(for session: StoredSession) -> OperatorReply {
        Record([
            ("merchant", .text(session.merchant.text)),
            ("first_sequence", .integer(Int64(session.firstSequence))),
            ("last_sequence", .integer(Int64(session.lastSequence))),
            ("session", .json(session.rendering())),
        ])
        .reply
    }

    private var lines: [String] {
        var lines = head.map { "\($0.0): \($0.1.display)" }
        lines += statuses.map { "sessions \($0.0): \($0.1.display)" }
        for (name, record) in extremes {
            lines.append("\(name): \(record?.display ?? "-")")
        }
        return lines + [""] + merchants.reply.lines
    }

    private var head: [(String, Cell)] {
        [
            ("file", .text(name.fileName)),
            ("created_at", Cell(survey.header.map { Timestamp(secondsSinceEpoch: $0.createdAt).text })),
            ("sequence", .integer(Int64(name.sequence))),
            ("bytes", .integer(fileBytes)),
            ("encryption_key", Cell(survey.fingerprint.map { Hex.encode($0) })),
            ("keys", .integer(Int64(survey.keys))),
            ("events", .integer(Int64(survey.events))),
            ("payments", .integer(Int64(survey.payments))),
            ("subscriptions", .integer(Int64(survey.subscriptions))),
            ("idempotency_keys", .integer(Int64(survey.idempotencyKeys))),
        ]
    }

    private var statuses: [(String, Cell)] {
        [("total", .integer(Int64(survey.sessions.total)))]
            + SessionStatus.allCases.map { ($0.text.description, .integer(Int64(survey.sessions[$0]))) }
    }

    private var extremes: [(String, Record?)] {
        let made = { (session: StoredSession) in
            Record([("id", .text(session.id.text)), ("created_at", .text(session.createdAt.text))])
        }
        let sized = { (session: StoredSession) in
            Record([("id", .text(session.id.text)), ("bytes", .integer(Int64(session.original().count)))])
        }
        return [
            ("oldest", survey.oldest.map(made)), ("newest", survey.newest.map(made)),
            ("largest", survey.largest.map(sized)),
        ]
    }

    private var merchants: Table {
        var table = Table(["id", "name", "sessions"])
        for merchant in survey.merchants {
            table.add([.text(merchant.id.text), .text(merchant.name), .integer(Int64(merchant.sessions))])
        }
        return table
    }
}
