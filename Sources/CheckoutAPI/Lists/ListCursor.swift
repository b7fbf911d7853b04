import CheckoutEngine

/// Where a list goes on, and with which filters, sealed for one merchant and mode.
///
/// A version byte, the place and the filters under a `CursorSeal`; opaque to merchants.
package struct ListCursor<Filters: ListFilters> {
    /// Where the next page begins.
    package let before: UInt64

    /// The filters that the list began with.
    package let filters: Filters

    /// A cursor that is to be given out.
    package init(before: UInt64, filters: Filters) {
        self.before = before
        self.filters = filters
    }

    /// The cursor as the merchant gets it.
    package func text(for caller: Caller, key: [UInt8]) -> String {
        var payload = [Filters.cursorVersion]
        CursorSeal.append(before, to: &payload)
        filters.append(to: &payload)
        return CursorSeal.text(payload, for: caller, key: key)
    }

    /// Reads a cursor; nil for one that this caller was not given.
    package init?(_ text: String, for caller: Caller, key: [UInt8]) {
        // The tag is checked before this: a payload is one that we made, of this list and version or another.
        guard let payload = CursorSeal.payload(text, for: caller, key: key), payload.count >= 9,
            payload[0] == Filters.cursorVersion, let filters = Filters(payload: payload[9...])
        else {
            return nil
        }
        before = CursorSeal.integer(payload[1..<9])
        self.filters = filters
    }
}
