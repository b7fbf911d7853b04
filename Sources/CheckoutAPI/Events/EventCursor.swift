import Checkout
import CheckoutEngine

/// Where a list of events goes on, and with which filters, sealed for one merchant and mode.
///
/// A version byte, the place and the filters under a `CursorSeal`; opaque to merchants.
struct EventCursor {
    /// Another one than that of a cursor of sessions, so that neither is taken for the other.
    private static let version: UInt8 = 2
    private static let fixedBytes = 11

    /// Where the next page begins.
    let before: UInt64

    /// The filters that the list began with.
    let filters: EventQuery.Filters

    init(before: UInt64, filters: EventQuery.Filters) {
        self.before = before
        self.filters = filters
    }

    /// The cursor as the merchant gets it.
    func text(for caller: Caller, key: [UInt8]) -> String {
        var payload = [Self.version]
        CursorSeal.append(before, to: &payload)
        payload.append(filters.type?.rawValue ?? 0xFF)
        payload.append(filters.status?.rawValue ?? 0xFF)
        filters.session?.append(to: &payload)
        return CursorSeal.text(payload, for: caller, key: key)
    }

    /// Reads a cursor; nil for one that this caller was not given.
    init?(_ text: String, for caller: Caller, key: [UInt8]) {
        guard let payload = CursorSeal.payload(text, for: caller, key: key), payload.count >= Self.fixedBytes,
            payload[0] == Self.version
        else {
            return nil
        }
        before = CursorSeal.integer(payload[1..<9])
        var filters = EventQuery.Filters()
        filters.type = WebhookEventType(rawValue: payload[9])
        filters.status = DeliveryStatus(rawValue: payload[10])
        filters.session = SessionID(parsing: payload[Self.fixedBytes...])
        self.filters = filters
    }
}
