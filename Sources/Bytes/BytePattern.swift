/// Bytes to look for in many texts, made ready once.
///
/// After each comparison the pattern moves on by as much as the last byte of the window allows (Horspool, 1980): on
/// texts as we keep them that is nearly the pattern's length, so that a text is found not to hold it in a fraction of
/// its length.
package struct BytePattern: Sendable {
    private let bytes: [UInt8]

    /// How far the pattern may move on when the window ends with a byte.
    private let steps: [Int]

    /// A pattern of one byte at least.
    package init(_ bytes: [UInt8]) {
        precondition(!bytes.isEmpty, "a pattern has a byte at least")
        self.bytes = bytes
        var steps = [Int](repeating: bytes.count, count: 256)
        for (index, byte) in bytes.dropLast().enumerated() { steps[Int(byte)] = bytes.count - 1 - index }
        self.steps = steps
    }

    /// Whether the pattern stands anywhere in a text.
    package func isFound(in text: [UInt8]) -> Bool {
        // Safe because the buffers are only read, within their bounds, and do not leave the closures.
        text.withUnsafeBufferPointer { text in
            bytes.withUnsafeBufferPointer { bytes in steps.withUnsafeBufferPointer { Self.find(bytes, $0, in: text) } }
        }
    }

    private static func find(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ steps: UnsafeBufferPointer<Int>,
        in text: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let last = bytes.count - 1
        var end = last
        while end < text.count {
            let byte = text[end]
            if byte == bytes[last], text[(end - last)...end].elementsEqual(bytes) { return true }
            end += steps[Int(byte)]
        }
        return false
    }
}
