import Glibc

/// Cuts a stream of bytes into lines and keeps the unfinished one.
struct LineBuffer {
    private var rest: [UInt8] = []

    /// Whether the stream stands in the middle of a line.
    var isInLine: Bool { !rest.isEmpty }

    /// Hands on each line that ends in these bytes: a text that lines share, and the line's range without its line end.
    mutating func take(
        _ bytes: UnsafeRawBufferPointer,
        _ body: (_ text: [UInt8], _ range: Range<Int>) throws(SnapshotError) -> Void,
        tooLong: () -> SnapshotError
    ) throws(SnapshotError) {
        var start = 0
        if !rest.isEmpty, let end = Self.lineEnd(in: bytes, from: 0) {
            guard rest.count + end <= SnapshotLimits.lineBytes else { throw tooLong() }
            rest.append(contentsOf: bytes[..<end])
            let line = rest
            rest = []
            try body(line, 0..<line.count)
            start = end + 1
        }
        // One copy for all lines that are whole, since the bytes are only lent.
        let text = Array(bytes[start...])
        let ended = try takeWholeLines(of: text, body, tooLong)
        guard rest.count + text.count - ended <= SnapshotLimits.lineBytes else { throw tooLong() }
        rest.append(contentsOf: text[ended...])
    }

    /// Hands on the lines of a text that begins with a line; gives where the unfinished one begins.
    private func takeWholeLines(
        of text: [UInt8],
        _ body: (_ text: [UInt8], _ range: Range<Int>) throws(SnapshotError) -> Void,
        _ tooLong: () -> SnapshotError
    ) throws(SnapshotError) -> Int {
        guard rest.isEmpty else { return 0 }
        var start = 0
        while let end = text.withUnsafeBytes({ Self.lineEnd(in: $0, from: start) }) {
            guard end - start <= SnapshotLimits.lineBytes else { throw tooLong() }
            try body(text, start..<end)
            start = end + 1
        }
        return start
    }

    private static func lineEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
