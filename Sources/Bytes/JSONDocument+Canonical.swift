/// One spelling for all texts that mean the same.
extension JSONDocument {
    /// Appends a value in its canonical form: equal values have equal bytes, and different values different ones.
    ///
    /// Members stand in the order of their unescaped names' bytes, there is no white space, strings are escaped as
    /// `JSONWriter` does it, and numbers stay as they were spelled: `1` and `1.0` differ. It costs n log n in the
    /// number of an object's members at most, and recursion is as deep as the text, which has its limit.
    package func appendCanonical(_ node: JSONNode, to bytes: inout [UInt8]) {
        withContents { contents in
            // Safe because the tape is lent for the call only.
            tape.withUnsafeBufferPointer { tape in
                let form = JSONCanonicalForm(tape: tape, contents: contents)
                // No value is longer in canonical form than in any other: we write each character as short as can be.
                bytes.append(atMost: sourceRange(of: node).count) { form.append(node.place, to: &$0) }
            }
        }
    }
}
