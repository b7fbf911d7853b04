/// Bytes of a connection that were read and not yet understood.
///
/// Consuming moves a mark; the bytes before it are thrown away when they are at least half of the buffer, so that a
/// byte is moved at most once on average.
package struct InputBuffer {
    /// All bytes; those before `start` are consumed.
    private(set) var bytes: [UInt8] = []

    /// Where the bytes not consumed begin; offsets count from here.
    private(set) var start = 0

    /// A buffer without bytes.
    package init() {}

    /// Bytes not consumed.
    var count: Int { bytes.count - start }

    /// Adds bytes behind those that are there.
    package mutating func append(_ more: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: more)
    }

    mutating func consume(_ count: Int) {
        precondition(count <= self.count, "only what is there is consumed")
        start += count
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= Limits.keptBytes)
            start = 0
        } else if start >= bytes.count / 2 {
            bytes.removeSubrange(0..<start)
            start = 0
        }
    }

    /// The byte at an offset.
    subscript(offset: Int) -> UInt8 { bytes[start + offset] }

    /// Moves bytes from the front to the end of an array.
    mutating func move(_ count: Int, to array: inout [UInt8]) {
        array.append(contentsOf: bytes[start..<start + count])
        consume(count)
    }

    /// Appends bytes from the front to an array, and leaves them.
    func copy(_ count: Int, to array: inout [UInt8]) {
        array.append(contentsOf: bytes[start..<start + count])
    }

    /// The place of the first LF at or behind an offset.
    func lineFeed(from offset: Int) -> Int? {
        bytes.span.first(ASCII.lineFeed, in: start + offset..<bytes.count).map { $0 - start }
    }
}
