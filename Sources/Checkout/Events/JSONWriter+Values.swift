import Bytes

/// The values of this module as JSON, without a `String` each.
extension JSONWriter {
    /// Appends several members at once, as they stand; the next member or value is written as if they were not there.
    mutating func text(_ text: StaticString) {
        // Safe because the bytes of a literal are there for as long as the program runs.
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Writes a moment as RFC 3339 text.
    mutating func time(_ moment: Timestamp) {
        quoted { moment.append(to: &$0) }
    }

    /// Writes a moment as RFC 3339 text, or `null`.
    mutating func optional(_ moment: Timestamp?) {
        if let moment { time(moment) } else { null() }
    }

    /// Writes a text, or `null`.
    mutating func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    /// Writes a whole number, or `null`.
    mutating func optional(_ value: Int64?) {
        if let value { integer(value) } else { null() }
    }
}
