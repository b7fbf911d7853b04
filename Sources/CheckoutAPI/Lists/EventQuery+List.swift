import Checkout
package import CheckoutEngine

extension EventQuery.Filters: ListFilters {
    /// The names of the filters in a query.
    package static let names = ["session", "type", "state"]

    /// The first byte of the list's cursors.
    package static let cursorVersion: UInt8 = 2

    /// Reads the filters that are given.
    package init(reading query: inout QueryParameters) {
        self.init()
        session = query.value("session", "'session' is the id of a checkout session, cs_….") {
            SessionID(parsing: $0.utf8)
        }
        type = query.choice("type", of: WebhookEventType.allCases.map(\.text), WebhookEventType.init(parsing:))
        status = query.choice("state", of: DeliveryStatus.allCases.map(\.text), DeliveryStatus.init(parsing:))
    }

    /// Reads the filters out of a cursor, behind its place, in the order in which they are appended.
    package init?(payload: ArraySlice<UInt8>) {
        let bytes = Array(payload)
        guard bytes.count >= 2 else {
            return nil
        }
        self.init()
        type = WebhookEventType(rawValue: bytes[0])
        status = DeliveryStatus(rawValue: bytes[1])
        session = SessionID(parsing: bytes[2...])
    }

    /// Appends type and status, 255 for none, and the session's identifier.
    package func append(to payload: inout [UInt8]) {
        payload.append(type?.rawValue ?? 0xFF)
        payload.append(status?.rawValue ?? 0xFF)
        session?.append(to: &payload)
    }

    /// The names of those that are others than these.
    package func differences(from others: Self) -> [String] {
        [("session", session == others.session), ("type", type == others.type), ("state", status == others.status)]
            .compactMap { name, isSame in isSame ? nil : name }
    }
}
