import Checkout
package import CheckoutEngine

/// Where a list of sessions goes on, and with which filters, sealed for one merchant and mode.
///
/// A version byte, the sequence and the filters under a `CursorSeal`; opaque to merchants.
package struct ListCursor {
    private static let version: UInt8 = 1

    /// Where the next page begins.
    package let before: UInt64

    /// The filters that the list began with.
    package let filters: SessionQuery.Filters

    /// A cursor that is to be given out.
    package init(before: UInt64, filters: SessionQuery.Filters) {
        self.before = before
        self.filters = filters
    }

    /// The cursor as the merchant gets it.
    package func text(for caller: Caller, key: [UInt8]) -> String {
        CursorSeal.text(payload, for: caller, key: key)
    }

    /// Reads a cursor; nil for one that this caller was not given.
    package init?(_ text: String, for caller: Caller, key: [UInt8]) {
        guard let payload = CursorSeal.payload(text, for: caller, key: key), let cursor = ListCursor(payload: payload)
        else {
            return nil
        }
        self = cursor
    }

    private var payload: [UInt8] {
        var bytes = [Self.version]
        CursorSeal.append(before, to: &bytes)
        bytes.append(filters.status?.rawValue ?? 0xFF)
        for time in [filters.createdAfter, filters.createdBefore] {
            bytes.append(time == nil ? 0 : 1)
            CursorSeal.append(UInt64(bitPattern: time?.secondsSinceEpoch ?? 0), to: &bytes)
        }
        bytes.append(filters.clientReferenceID == nil ? 0 : 1)
        bytes.append(contentsOf: (filters.clientReferenceID ?? "").utf8)
        return bytes
    }

    private init?(payload: [UInt8]) {
        // The tag is checked before this: a payload is one that we made, of this version or another.
        guard payload.count >= 29, payload[0] == Self.version else {
            return nil
        }
        before = CursorSeal.integer(payload[1..<9])
        filters = {
            var filters = SessionQuery.Filters()
            filters.status = SessionStatus(rawValue: payload[9])
            let times = [10, 19]
                .map { place -> Timestamp? in
                    let seconds = Int64(bitPattern: CursorSeal.integer(payload[(place + 1)..<(place + 9)]))
                    return payload[place] == 1 ? Timestamp(secondsSinceEpoch: seconds) : nil
                }
            filters.createdAfter = times[0]
            filters.createdBefore = times[1]
            filters.clientReferenceID = payload[28] == 1 ? String(decoding: payload[29...], as: UTF8.self) : nil
            return filters
        }()
    }
}
