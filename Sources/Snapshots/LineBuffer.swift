import Glibc

/// Cuts a stream of bytes into lines and keeps the unfinished one.
struct LineBuffer {
    private var rest: [UInt8] = []

    /// Whether the stream stands in the middle of a line.
    var isInLine: Bool { !rest.isEmpty }

    /// Hands on each line that ends in these bytes, without its line end.
    mutating func take(
        _ bytes: UnsafeRawBufferPointer,
        _ body: ([UInt8]) throws(SnapshotError) -> Void,
        tooLong: () -> SnapshotError
    ) throws(SnapshotError) {
        var start = 0
        while let end = LineBuffer.lineEnd(in: bytes, from: start) {
            guard rest.count + end - start <= SnapshotLimits.lineBytes else { throw tooLong() }
            let piece = bytes[start..<end]
            if rest.isEmpty {
                try body(Array(piece))
            } else {
                rest.append(contentsOf: piece)
                let line = rest
                rest = []
                try body(line)
            }
            start = end + 1
        }
        guard rest.count + bytes.count - start <= SnapshotLimits.lineBytes else { throw tooLong() }
        rest.append(contentsOf: bytes[start...])
    }

    private static func lineEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
