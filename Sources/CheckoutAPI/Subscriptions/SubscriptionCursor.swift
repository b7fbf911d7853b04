import Checkout
import CheckoutEngine

/// Where a list of subscriptions goes on, and with which status, sealed for one merchant and mode.
///
/// A version byte, the place and the status under a `CursorSeal`; opaque to merchants.
struct SubscriptionCursor {
    /// Another one than those of other lists, so that none is taken for another.
    private static let version: UInt8 = 3
    private static let bytes = 10

    /// Where the next page begins.
    let before: UInt64

    /// The status that the list began with.
    let status: SubscriptionStatus?

    init(before: UInt64, status: SubscriptionStatus?) {
        self.before = before
        self.status = status
    }

    /// The cursor as the merchant gets it.
    func text(for caller: Caller, key: [UInt8]) -> String {
        var payload = [Self.version]
        CursorSeal.append(before, to: &payload)
        payload.append(status?.rawValue ?? 0xFF)
        return CursorSeal.text(payload, for: caller, key: key)
    }

    /// Reads a cursor; nil for one that this caller was not given.
    init?(_ text: String, for caller: Caller, key: [UInt8]) {
        guard let payload = CursorSeal.payload(text, for: caller, key: key), payload.count == Self.bytes,
            payload[0] == Self.version
        else {
            return nil
        }
        before = CursorSeal.integer(payload[1..<9])
        status = SubscriptionStatus(rawValue: payload[9])
    }
}
