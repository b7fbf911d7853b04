import Checkout
import CheckoutAPI
import CheckoutEngine

/// The cursor of a list: one that was made is read back as it was, and none that was not is believed.
enum CursorEntry {
    private typealias Cursor = ListCursor<SessionQuery.Filters>

    static let key = [UInt8](repeating: 7, count: 32)

    static let caller = caller(.test)

    static func finding(in bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        // Nobody finds 128 bits of a code by trying.
        guard Cursor(text, for: caller, key: key) == nil else { return "a cursor that was not made is believed" }
        guard bytes.count > 8 else { return nil }
        var filters = SessionQuery.Filters()
        filters.status = SessionStatus(rawValue: bytes[8])
        filters.clientReferenceID =
            bytes.count > 9 ? String(decoding: bytes.dropFirst(9).prefix(200), as: UTF8.self) : nil
        let before = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        filters.createdAfter = Timestamp(secondsSinceEpoch: Int64(truncatingIfNeeded: before >> 24))
        let made = Cursor(before: before, filters: filters).text(for: caller, key: key)
        guard let read = Cursor(made, for: caller, key: key) else { return "\(made) was made and is not read" }
        guard read.before == before, read.filters == filters else { return "\(made) is read as another cursor" }
        return Cursor(made, for: caller(.live), key: key) == nil ? nil : "\(made) is believed in the other mode"
    }

    private static func caller(_ mode: KeyMode) -> Caller {
        Caller(merchant: MerchantID(partition: 0, number: 1), keyMode: mode, key: KeyID(number: 1))
    }
}
