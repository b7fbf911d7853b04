package import Bytes

/// The values of this module as JSON, without a `String` each.
extension JSONWriter {
    /// Writes a string whose characters `body` appends; none of them may need an escape.
    mutating func quoted(_ body: (inout [UInt8]) -> Void) {
        // An empty raw value writes the comma that is due, and nothing else.
        raw([] as [UInt8])
        bytes.append(UInt8(ascii: "\""))
        body(&bytes)
        bytes.append(UInt8(ascii: "\""))
    }

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

    /// Writes 128 bits as 32 hexadecimal digits.
    package mutating func hexadecimal(_ value: UInt128) {
        quoted { bytes in
            for shift in stride(from: 120, through: 0, by: -8) {
                Hex.append(UInt8(truncatingIfNeeded: value >> UInt128(shift)), to: &bytes)
            }
        }
    }
}
