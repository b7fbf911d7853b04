import Checkout
import CheckoutEngine
import Webhooks

/// What operators ask about events.
extension Operator {
    func listEvents(_ merchant: String, _ mode: String, _ state: String?, _ limit: Int) async throws -> OperatorReply {
        guard let keyMode = KeyMode(parsing: mode) else {
            throw OperatorProblem.modeUnknown(mode)
        }
        var filters = EventQuery.Filters()
        filters.status = state.flatMap(DeliveryStatus.init(parsing:))
        let query = EventQuery(
            merchant: try engine.directory.current.merchant(named: merchant).id,
            keyMode: keyMode,
            before: nil,
            limit: limit,
            filters: filters
        )
        let page = try await withCheckedContinuation { continuation in
            engine.listEvents(query) { continuation.resume(returning: $0) }
        }
        .get()
        return OperatorListings.events(page.elements)
    }

    func showEvent(_ id: String) async throws -> OperatorReply {
        OperatorListings.event(try await event(id))
    }

    func resendEvent(_ id: String) async throws -> OperatorReply {
        let event = try await event(id)
        let resent = try await withCheckedContinuation { continuation in
            engine.resendEvent(event.id, merchant: event.session.merchant, keyMode: event.session.keyMode) {
                continuation.resume(returning: $0)
            }
        }
        .get()
        guard let resent else {
            throw OperatorProblem.eventUnknown(id)
        }
        return OperatorListings.event(resent)
    }

    private func event(_ text: String) async throws -> StoredEvent {
        guard let id = EventID(parsing: Array(text.utf8)), let event = try await engine.event(id) else {
            throw OperatorProblem.eventUnknown(text)
        }
        return event
    }
}

extension OperatorListings {
    /// Events, newest first.
    static func events(_ events: [StoredEvent]) -> OperatorReply {
        var table = Table(["id", "type", "session", "created_at", "state", "attempts", "next_attempt_at"])
        for event in events {
            table.add([
                .text(event.id.text), .text(event.type.text.description), .text(event.session.id.text),
                .text(event.raisedAt.text), .text(event.state.status.text.description),
                .integer(Int64(event.state.attemptCount)), Cell(event.state.nextAttemptAt?.text),
            ])
        }
        return table.reply
    }

    /// One event with its body and each attempt.
    static func event(_ event: StoredEvent) -> OperatorReply {
        var rows: [(String, Cell)] = [
            ("id", .text(event.id.text)), ("type", .text(event.type.text.description)),
            ("session", .text(event.session.id.text)), ("created_at", .text(event.raisedAt.text)),
            ("state", .text(event.state.status.text.description)),
            ("next_attempt_at", Cell(event.state.nextAttemptAt?.text)), ("body", .json(event.body)),
        ]
        for (number, attempt) in event.state.numberedAttempts {
            let outcome = attempt.problem ?? attempt.status.map { "\($0)" } ?? "no answer"
            rows.append(
                (
                    "attempt_\(number)",
                    .text("\(attempt.startedAt.text), \(attempt.durationMilliseconds) ms: \(outcome)")
                )
            )
        }
        return Record(rows).reply
    }
}
