/// What the strings of a document say, straight from the two buffers that hold it.
///
/// A string without escapes is read where it stands in the text; one with escapes was undone once, by the parser, and
/// is read from the side buffer. Either way comparing and copying is a matter of plain bytes.
struct JSONContents {
    // Safe because a value of this type lives only inside the closure that lends it both buffers.
    let text: UnsafeBufferPointer<UInt8>
    let unescaped: UnsafeBufferPointer<UInt8>

    /// The UTF-8 of a string, without quotes and with escapes undone.
    @inline(__always)
    func bytes(of entry: JSONTapeEntry) -> UnsafeBufferPointer<UInt8> {
        if entry.hasEscapes {
            let start = Int(entry.unescapedStart)
            return UnsafeBufferPointer(rebasing: unescaped[start..<start + Int(entry.count)])
        }
        return UnsafeBufferPointer(rebasing: text[Int(entry.start) + 1..<Int(entry.end) - 1])
    }

    /// The bytes of any value as they stand in the text.
    @inline(__always)
    func source(of entry: JSONTapeEntry) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: text[Int(entry.start)..<Int(entry.end)])
    }
}
