import Bytes
import Checkout
import CheckoutEngine
import WriteAheadLog

/// A record of the log as a person, or a program, wants to see it.
struct LogLine {
    private let record: LogRecord
    private let events: [Event]

    /// Throws for a record that makes no sense.
    init(_ record: LogRecord) throws {
        self.record = record
        events = try LogRecordFormat.decode(record.payload)
    }

    /// When it happened.
    var at: Timestamp? { events.map(\.at).max() }

    /// Whether a session's story is told here.
    func isAbout(_ session: SessionID) -> Bool {
        events.contains { event in
            switch event.fact {
            case .sessionCreated(let created): created.fields.id == session
            case .sessionChanged(let id, _), .paymentStepped(let id, _), .subscriptionStepped(let id, _): id == session
            case .deliveryChanged(let id, _): id.session == session
            case .sessionsLeft(let ids): ids.contains(session)
            case .idempotencyKeyUsed(let use): if case .session(session) = use.reply { true } else { false }
            case .idempotencyKeysLapsed, .eventsLeft, .directoryChanged: false
            }
        }
    }

    /// Sequence, time, and what has happened.
    var text: String {
        let cells: [Cell] = [
            .integer(Int64(record.sequence)), Cell(at?.text),
            .text(events.map { Self.words(for: $0.fact) }.joined(separator: ", ")),
        ]
        return cells.map(\.display).joined(separator: "  ")
    }

    /// Writes sequence, time, place and the events as they stand in the log.
    func write(to json: inout JSONWriter) {
        Record([
            ("sequence", .integer(Int64(record.sequence))), ("at", Cell(at?.text)), ("file", .text(record.file)),
            ("offset", .integer(record.offset)), ("events", .json(record.payload)),
        ])
        .write(to: &json)
    }

    private static func words(for fact: Fact) -> String {
        switch fact {
        case .sessionCreated(let created):
            "\(fact.type) \(created.fields.id.text) of \(created.merchant.text) (\(created.fields.keyMode.text))"
        case .sessionChanged(let id, _):
            "\(fact.type) \(id.text)"
        case .deliveryChanged(let id, let change):
            "\(fact.type) \(id.text)" + words(for: change)
        case .paymentStepped(let id, let attempt):
            "\(fact.type) \(id.text) (\(attempt.number): \(attempt.stage.text)"
                + (attempt.outcome.map { ", \($0.text)" } ?? "") + ")"
        case .subscriptionStepped(let id, let subscription):
            "\(fact.type) \(SubscriptionID(of: id).text) (\(subscription.period.number): \(subscription.status.text)"
                + (subscription.charge.map { ", \($0.stage.text)" } ?? "") + ")"
        case .sessionsLeft(let ids):
            "\(fact.type) " + (ids.count == 1 ? ids[0].text : "\(ids.count)")
        case .idempotencyKeyUsed(let use):
            "\(fact.type) (\(use.status))"
        case .idempotencyKeysLapsed(let time):
            "\(fact.type) through \(time.text)"
        case .eventsLeft(let time):
            "\(fact.type) through \(time.text)"
        case .directoryChanged(let event):
            "\(fact.type) " + words(for: event)
        }
    }

    private static func words(for change: DeliveryEvent) -> String {
        switch change {
        case .raised, .resent, .canceled: ""
        case .attempted(let attempt, let next):
            " (\(attempt.problem ?? attempt.status.map { "\($0)" } ?? "no answer"))"
                + (next.map { ", again at \($0.text)" } ?? "")
        }
    }

    private static func words(for event: DirectoryEvent) -> String {
        switch event {
        case .merchantCreated(let merchant), .merchantUpdated(let merchant): "\(merchant.id.text) '\(merchant.name)'"
        case .keyCreated(let key): "\(key.id.text) of \(key.merchant.text) (\(key.keyMode.text))"
        case .keyUsed(let id), .keyRevoked(let id): id.text
        case .signedIn(let signIn): "\(signIn.key.text) from \(signIn.address)"
        case .logoChanged(let id, let logo): "\(id.text) (" + (logo.map { "\($0.bytes.count) bytes" } ?? "none") + ")"
        }
    }
}
