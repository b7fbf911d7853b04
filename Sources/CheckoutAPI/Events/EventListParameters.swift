import Checkout
import CheckoutEngine
import HTTPServing

/// The parameters of a list of events, checked: which page, how long, which events.
struct EventListParameters {
    private static let names = ["limit", "cursor", "session", "type", "state"]

    let limit: Int
    let before: UInt64?
    let filters: EventQuery.Filters

    /// Reads the query of a list.
    init(of request: borrowing HTTPRequest, caller: Caller, cursorKey: [UInt8]) throws(APIError) {
        let query = try QueryParameters(of: request, allowing: Self.names)
        limit = try ListParameters.limit(query["limit"])
        let given = try Self.filters(query)
        guard let text = query["cursor"] else {
            before = nil
            filters = given
            return
        }
        guard let cursor = EventCursor(text, for: caller, key: cursorKey) else {
            throw .cursorUnknown
        }
        let agrees: [(String, Bool)] = [
            ("session", given.session == cursor.filters.session), ("type", given.type == cursor.filters.type),
            ("state", given.status == cursor.filters.status),
        ]
        for (name, agrees) in agrees where query[name] != nil && !agrees {
            throw .cursorOfOtherFilter(name)
        }
        before = cursor.before
        filters = cursor.filters
    }

    private static func filters(_ query: QueryParameters) throws(APIError) -> EventQuery.Filters {
        var filters = EventQuery.Filters()
        if let text = query["session"] {
            guard let session = SessionID(parsing: text.utf8) else {
                throw .invalid(.parameterInvalid, "'session' is the id of a checkout session, cs_….", param: "session")
            }
            filters.session = session
        }
        if let text = query["type"] {
            guard let type = WebhookEventType(parsing: text) else {
                throw oneOf("type", WebhookEventType.allCases.map(\.text))
            }
            filters.type = type
        }
        if let text = query["state"] {
            guard let status = DeliveryStatus(parsing: text) else {
                throw oneOf("state", DeliveryStatus.allCases.map(\.text))
            }
            filters.status = status
        }
        return filters
    }

    private static func oneOf(_ name: String, _ allowed: [StaticString]) -> APIError {
        let all = allowed.map(\.description).joined(separator: ", ")
        return .invalid(.parameterInvalid, "'\(name)' is one of \(all).", param: name)
    }
}
