import Checkout
import CheckoutEngine
import Pages

/// What the list of events is asked for: which of them, and where the page begins.
struct EventsQueryFields: Sendable {
    var status: DeliveryStatus?
    var type: WebhookEventType?

    /// Where the page begins; nil for the newest event.
    var before: UInt64?

    /// What is wrong with it, in words for people.
    private(set) var problem: String?

    /// Reads the query of the page; a field that is empty counts as left out.
    init(_ fields: FormFields?) {
        guard let fields else { return }
        func text(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let name = text("state") {
            status = DeliveryStatus(parsing: name)
            if status == nil { problem = "There is no such state." }
        }
        if let name = text("type") {
            type = WebhookEventType(parsing: name)
            if type == nil { problem = "There is no such type." }
        }
        if let place = text("before") {
            before = UInt64(place)
            if before == nil || before == 0 { problem = "There is no such page." }
        }
    }

    /// Whether only some events are wanted.
    var isFiltered: Bool { status != nil || type != nil }

    /// The same as the engine takes it.
    var filters: EventQuery.Filters {
        var filters = EventQuery.Filters()
        filters.status = status
        filters.type = type
        return filters
    }

    /// The query that asks for the page that begins at a place.
    func query(before place: UInt64?) -> String {
        let fields: [(String, String)] = [
            ("state", status?.text.description ?? ""), ("type", type?.text.description ?? ""),
            ("before", place.map(String.init) ?? ""),
        ]
        return FormFields.query(fields)
    }
}
