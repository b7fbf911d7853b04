/// Room of a known size behind an array's bytes, filled from front to back.
///
/// The array grows once for a whole piece of text instead of once a byte or run. Each write is checked against the
/// room that is left, so that a wrong bound traps and nothing is written where it does not belong.
struct ByteRoom {
    // Safe because a value of this type lives only inside the closure that lends it the memory.
    private let base: UnsafeMutablePointer<UInt8>
    private let capacity: Int

    /// How much has been written.
    private(set) var count = 0

    init(_ base: UnsafeMutablePointer<UInt8>, capacity: Int) {
        self.base = base
        self.capacity = capacity
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        precondition(count < capacity, "what is written was counted before")
        (base + count).initialize(to: byte)
        count += 1
    }

    @inline(__always)
    mutating func append(copying run: UnsafeBufferPointer<UInt8>) {
        precondition(run.count <= capacity - count, "what is written was counted before")
        guard let source = run.baseAddress else { return }
        (base + count).initialize(from: source, count: run.count)
        count += run.count
    }
}

extension [UInt8] {
    /// Appends what `body` writes, which is `limit` bytes or less.
    @inline(__always)
    mutating func append(atMost limit: Int, _ body: (inout ByteRoom) -> Void) {
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
