package import Bytes
package import Checkout

/// The payload of a log record: a JSON array of the events of one command, so that they are there together or not at
/// all.
package enum LogRecordFormat {
    /// Writes the record of some events over what the writer held before.
    ///
    /// One writer a shard serves record after record, since a payload lives only until it is copied into the log.
    package static func write(_ events: [Event], to writer: inout JSONWriter) {
        writer.removeAll()
        writer.beginArray()
        for event in events {
            event.write(to: &writer)
        }
        writer.endArray()
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
