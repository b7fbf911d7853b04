/// Room of a known size behind an array's bytes, filled from front to back.
///
/// The array grows once for a whole piece of text instead of once a byte or run. Each write is checked against the
/// room that is left, so that a wrong bound traps and nothing is written where it does not belong.
@usableFromInline
package struct ByteRoom {
    // Safe because a value of this type lives only inside the closure that lends it the memory.
    @usableFromInline let base: UnsafeMutablePointer<UInt8>
    @usableFromInline let capacity: Int

    /// How much has been written.
    @usableFromInline var count = 0

    /// Room for `capacity` bytes at a place that is the caller's for as long.
    @inlinable
    package init(_ base: UnsafeMutablePointer<UInt8>, capacity: Int) {
        self.base = base
        self.capacity = capacity
    }

    /// Writes a byte.
    @inlinable @inline(__always)
    package mutating func append(_ byte: UInt8) {
        append(byte, if: true)
    }

    /// Appends the byte or leaves it out, in the same few instructions; there has to be room for it either way.
    @inlinable @inline(__always)
    package mutating func append(_ byte: UInt8, if isWanted: Bool) {
        precondition(count < capacity, "what is written was counted before")
        (base + count).initialize(to: byte)
        count &+= isWanted ? 1 : 0
    }

    /// Writes a run of bytes that lies elsewhere.
    @inlinable @inline(__always)
    package mutating func append(copying run: UnsafeBufferPointer<UInt8>) {
        guard let source = run.baseAddress else { return }
        place(for: run.count).initialize(from: source, count: run.count)
    }

    /// Writes an array's bytes.
    @inlinable @inline(__always)
    package mutating func append(copying bytes: [UInt8]) {
        // Safe because the bytes are only read, and only inside the call.
        bytes.withUnsafeBufferPointer { append(copying: $0) }
    }

    /// Writes a literal.
    @inlinable @inline(__always)
    package mutating func append(_ text: StaticString) {
        // Safe because the bytes of a literal are there for as long as the program runs.
        append(copying: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The place of the next `count` bytes, each of which the caller writes.
    @inlinable @inline(__always)
    package mutating func place(for count: Int) -> UnsafeMutablePointer<UInt8> {
        precondition(count >= 0 && count <= capacity &- self.count, "what is written was counted before")
        let place = base + self.count
        self.count &+= count
        return place
    }
}

extension [UInt8] {
    /// Appends what `body` writes, which is `limit` bytes or less.
    @inlinable @inline(__always)
    package mutating func append(atMost limit: Int, _ body: (inout ByteRoom) -> Void) {
        append(addingCapacity: limit) { output in
            // Safe because the room ends where the output does, and its count is of bytes that were written.
            output.withUnsafeMutableBufferPointer { buffer, count in
                guard let base = buffer.baseAddress else { return }
                var room = ByteRoom(base, capacity: buffer.count)
                body(&room)
                count = room.count
            }
        }
    }
}
