/// Strings and numbers of a document as Swift values.
extension JSONDocument {
    /// What a string says, escapes undone.
    ///
    /// Precondition: the node is a string or a member's name.
    package func string(_ node: JSONNode) -> String {
        precondition(kind(of: node) == .string, "only a string has text")
        return withContents { String(decoding: $0.bytes(of: tape[node.place]), as: UTF8.self) }
    }

    /// True if the node is a string or a name that says `text`; no `String` is made.
    package func isString(_ node: JSONNode, _ text: StaticString) -> Bool {
        guard kind(of: node) == .string else { return false }
        return withContents { contents in
            text.withUTF8Buffer { ByteRuns.isEqual(contents.bytes(of: tape[node.place]), $0) }
        }
    }

    /// Lends the UTF-8 of a string, escapes undone, for the time of a call.
    ///
    /// Precondition: the node is a string or a member's name.
    package func withUTF8<Result>(of node: JSONNode, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        precondition(kind(of: node) == .string, "only a string has text")
        // Safe because the bytes are lent for the call only.
        return withContents { body($0.bytes(of: tape[node.place])) }
    }

    /// The number of Unicode scalars in what a string says.
    ///
    /// Precondition: the node is a string or a member's name.
    package func scalarCount(_ node: JSONNode) -> Int {
        withUTF8(of: node) { bytes in
            var count = 0
            // Each scalar has exactly one byte that is not a continuation.
            for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
            return count
        }
    }

    /// The value of a number spelled as a whole one; nil for any other node, for `2.0` and `2e3`, and beyond `Int64`.
    package func integer(_ node: JSONNode) -> Int64? {
        let entry = tape[node.place]
        guard entry.kind == .number else { return nil }
        let isNegative = bytes[Int(entry.start)] == UInt8(ascii: "-")
        var value: Int64 = 0
        for position in Int(entry.start) + (isNegative ? 1 : 0)..<Int(entry.end) {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (product, isTooBig) = value.multipliedReportingOverflow(by: 10)
            // Counting away from zero on the number's own side reaches the smallest value too.
            let (sum, isTooFar) =
                isNegative
                ? product.subtractingReportingOverflow(Int64(digit)) : product.addingReportingOverflow(Int64(digit))
            guard !isTooBig, !isTooFar else { return nil }
            value = sum
        }
        return value
    }

    /// A number, or any other value, as it was spelled.
    package func spelling(of node: JSONNode) -> String {
        withContents { String(decoding: $0.source(of: tape[node.place]), as: UTF8.self) }
    }
}
