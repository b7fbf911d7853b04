import Bytes
package import Checkout

/// What is told of an event: JSON without white space, exactly as JavaScript's `JSON.stringify` writes it.
///
/// Merchants verify what `JSON.stringify(JSON.parse(body))` gives them, so the two must not differ by a byte. Values
/// are copied from the session's rendering, which is written that way but for one thing: JavaScript's objects put names
/// that are array indices (ECMA-262, *OrdinaryOwnPropertyKeys*) in front of all others, in the order of the numbers.
package enum WebhookBody {
    /// The body for a session that became final, from its rendering at that moment.
    ///
    /// Its members stand in the order that merchants are told of; new ones are only ever added at the end.
    package static func render(session: [UInt8], type: String, eventID: String, at time: Timestamp) -> [UInt8] {
        guard let document = try? JSONDocument(parsing: session) else {
            preconditionFailure("a session's rendering is JSON")
        }
        var json = JSONWriter(reserving: 512)
        json.beginObject()
        copy("id", of: document, to: &json)
        copy("status", of: document, to: &json)
        copy("amount_total", of: document, to: &json)
        copy("currency", of: document, to: &json)
        json.name("metadata")
        copyMetadata(of: document, to: &json)
        copy("outgoing_payment", of: document, to: &json)
        copy("customer_wallet", of: document, to: &json)
        writeEvent(type: type, eventID: eventID, at: time, to: &json)
        copy("livemode", of: document, to: &json)
        copy("mode", of: document, to: &json)
        copy("payment_status", of: document, to: &json)
        copy("client_reference_id", of: document, to: &json)
        json.endObject()
        return json.bytes
    }

    /// The body for news of a subscription: its rendering at that moment, and behind it what the event is.
    package static func render(subscription: [UInt8], type: String, eventID: String) -> [UInt8] {
        guard let document = try? JSONDocument(parsing: subscription) else {
            preconditionFailure("a subscription's rendering is JSON")
        }
        var json = JSONWriter(reserving: 768)
        json.beginObject()
        for (name, value) in document.members(of: document.root) {
            json.name(document.string(name))
            if document.isString(name, "metadata") {
                copyMetadata(of: document, to: &json)
            } else {
                json.raw(document.bytes[document.sourceRange(of: value)])
            }
        }
        json.name("type")
        json.string(type)
        json.name("event_id")
        json.string(eventID)
        json.endObject()
        return json.bytes
    }

    /// The body of an event that a merchant asked for to try a server, and that tells of no session.
    package static func renderTest(keyMode: KeyMode, eventID: String, at time: Timestamp) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        writeEvent(type: "webhook.test", eventID: eventID, at: time, to: &json)
        json.name("livemode")
        json.boolean(keyMode.isLive)
        json.endObject()
        return json.bytes
    }

    private static func writeEvent(
        type: String,
        eventID: String,
        at time: Timestamp,
        to json: inout JSONWriter
    ) {
        json.name("type")
        json.string(type)
        json.name("event_id")
        json.string(eventID)
        json.name("created_at")
        json.quoted { time.append(to: &$0) }
    }

    private static func copy(_ name: StaticString, of document: JSONDocument, to json: inout JSONWriter) {
        json.name(name)
        json.raw(document.bytes[document.sourceRange(of: member(name, of: document))])
    }

    private static func member(_ name: StaticString, of document: JSONDocument) -> JSONNode {
        guard let member = document.member(name, of: document.root) else {
            preconditionFailure("a session's rendering has all members")
        }
        return member
    }

    private static func copyMetadata(of document: JSONDocument, to json: inout JSONWriter) {
        let metadata = member("metadata", of: document)
        var indices: [(index: UInt32, pair: Range<Int>)] = []
        var others: [Range<Int>] = []
        for (name, value) in document.members(of: metadata) {
            // Nothing stands between the two but the colon.
            let pair = document.sourceRange(of: name).lowerBound..<document.sourceRange(of: value).upperBound
            if let index = document.withUTF8(of: name, arrayIndex) {
                indices.append((index, pair))
            } else {
                others.append(pair)
            }
        }
        guard !indices.isEmpty else {
            return json.raw(document.bytes[document.sourceRange(of: metadata)])
        }
        indices.sort { $0.index < $1.index }
        json.beginObject()
        for pair in indices.map(\.pair) + others { json.raw(document.bytes[pair]) }
        json.endObject()
    }

    /// The number that a name spells, if it is an array index: 0 to 4294967294 without leading zeros.
    private static func arrayIndex(_ name: UnsafeBufferPointer<UInt8>) -> UInt32? {
        guard let first = name.first, name.count <= 10, first != UInt8(ascii: "0") || name.count == 1 else {
            return nil
        }
        var index: UInt64 = 0
        for byte in name {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
            index = index * 10 + UInt64(byte - UInt8(ascii: "0"))
        }
        return index < UInt64(UInt32.max) ? UInt32(index) : nil
    }
}
