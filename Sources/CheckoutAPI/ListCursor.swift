import Bytes
import Checkout
import CheckoutEngine
import Cryptography

/// Where a list goes on, and with which filters, sealed for one merchant and mode.
///
/// Text: base64url of a version byte, the sequence, the filters and the first 16 bytes of an HMAC-SHA-256 over them and
/// the caller. Opaque to merchants; good across restarts, since its key is derived from the server's encryption key.
struct ListCursor {
    private static let version: UInt8 = 1
    private static let tagBytes = 16
    private static let maximumCharacters = 4096

    /// Where the next page begins.
    let before: UInt64

    /// The filters that the list began with.
    let filters: SessionQuery.Filters

    init(before: UInt64, filters: SessionQuery.Filters) {
        self.before = before
        self.filters = filters
    }

    /// The cursor as the merchant gets it.
    func text(for caller: Caller, key: [UInt8]) -> String {
        let payload = payload
        return Base64URL.encode(payload + Self.tag(payload, caller, key))
    }

    /// Reads a cursor; nil for one that this caller was not given.
    init?(_ text: String, for caller: Caller, key: [UInt8]) {
        guard text.utf8.count <= Self.maximumCharacters, let bytes = Base64URL.decode(text),
            bytes.count >= Self.tagBytes
        else {
            return nil
        }
        let payload = Array(bytes.dropLast(Self.tagBytes))
        guard ConstantTime.isEqual(Self.tag(payload, caller, key), Array(bytes.suffix(Self.tagBytes))),
            let cursor = ListCursor(payload: payload)
        else {
            return nil
        }
        self = cursor
    }

    private var payload: [UInt8] {
        var bytes = [Self.version]
        Self.append(before, to: &bytes)
        bytes.append(filters.status?.rawValue ?? 0xFF)
        for time in [filters.createdAfter, filters.createdBefore] {
            bytes.append(time == nil ? 0 : 1)
            Self.append(UInt64(bitPattern: time?.secondsSinceEpoch ?? 0), to: &bytes)
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
        before = Self.integer(payload[1..<9])
        filters = {
            var filters = SessionQuery.Filters()
            filters.status = SessionStatus(rawValue: payload[9])
            let times = [10, 19]
                .map { place -> Timestamp? in
                    let seconds = Int64(bitPattern: Self.integer(payload[(place + 1)..<(place + 9)]))
                    return payload[place] == 1 ? Timestamp(secondsSinceEpoch: seconds) : nil
                }
            filters.createdAfter = times[0]
            filters.createdBefore = times[1]
            filters.clientReferenceID = payload[28] == 1 ? String(decoding: payload[29...], as: UTF8.self) : nil
            return filters
        }()
    }

    private static func tag(_ payload: [UInt8], _ caller: Caller, _ key: [UInt8]) -> [UInt8] {
        var message = payload
        caller.merchant.append(to: &message)
        message.append(caller.keyMode.isLive ? 1 : 0)
        return Array(HMACSHA256.authenticate(message, key: key).prefix(tagBytes))
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
        }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
