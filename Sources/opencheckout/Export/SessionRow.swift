import Bytes
import Checkout
import CheckoutEngine

/// A session as a line of CSV.
///
/// Values are as they stand in the session's JSON: amounts in the currency's smallest unit, times in RFC 3339, `null`
/// as an empty value, the metadata as a JSON object. A value is put between quotes where it holds a comma, a quote or a
/// line end (RFC 4180); nothing in it is changed, so a spreadsheet may take a reference that begins with `=` for a
/// formula.
enum SessionRow {
    /// The first line.
    static let header = Array((["id", "merchant"] + columns.map(\.description)).joined(separator: ",").utf8) + lineEnd

    private static let lineEnd: [UInt8] = [UInt8(ascii: "\n")]

    /// The columns behind `id` and `merchant`, each a member of the session.
    private static let columns: [StaticString] = [
        "mode", "livemode", "status", "payment_status", "amount_total", "currency", "created_at", "expires_at",
        "completed_at", "client_reference_id", "customer_email", "customer_wallet", "metadata",
    ]

    /// Appends the line of a session.
    static func append(_ session: StoredSession, to bytes: inout [UInt8]) {
        guard let document = try? JSONDocument(parsing: session.rendering()) else {
            preconditionFailure("a session is rendered as JSON")
        }
        session.id.append(to: &bytes)
        bytes.append(UInt8(ascii: ","))
        session.merchant.append(to: &bytes)
        for column in columns {
            bytes.append(UInt8(ascii: ","))
            guard let value = document.member(column, of: document.root) else {
                preconditionFailure("a session has all its members")
            }
            append(value, of: document, to: &bytes)
        }
        bytes += lineEnd
    }

    private static func append(_ value: JSONNode, of document: JSONDocument, to bytes: inout [UInt8]) {
        switch document.kind(of: value) {
        case .null: break
        case .string: append(Array(document.string(value).utf8), to: &bytes)
        case .number, .true, .false, .object, .array:
            append(Array(document.bytes[document.sourceRange(of: value)]), to: &bytes)
        }
    }

    private static func append(_ value: [UInt8], to bytes: inout [UInt8]) {
        let isSpecial = { (byte: UInt8) in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r")
        }
        guard value.contains(where: isSpecial) else {
            bytes += value
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in value {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
