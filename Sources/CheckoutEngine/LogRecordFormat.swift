import Bytes
package import Checkout

/// The payload of a log record: a JSON array of the events of one command, so that they are there together or not at
/// all.
package enum LogRecordFormat {
    /// The record of some events.
    package static func encode(_ events: [Event]) -> [UInt8] {
        var writer = JSONWriter(reserving: 2048)
        writer.beginArray()
        for event in events {
            event.write(to: &writer)
        }
        writer.endArray()
        return writer.bytes
    }

    /// The events of a record; throws for anything that `encode` does not write.
    package static func decode(_ payload: [UInt8]) throws -> [Event] {
        let document = try JSONDocument(parsing: payload)
        guard document.kind(of: document.root) == .array else {
            throw EventFormatError.memberMalformed("record")
        }
        return try document.elements(of: document.root).map { try Event(reading: $0, of: document) }
    }
}
