/// The bytes of a simulated file; zeros at its end take no memory, since most of a log's segment is room made ready.
struct FileContent: Sendable {
    /// What is not zero, from the beginning; behind it all is.
    private var bytes: [UInt8] = []

    /// Length of the file.
    private(set) var count = 0

    /// All of it.
    var all: [UInt8] { self[0..<count] }

    /// What stands in a range, as far as the file goes.
    subscript(range: Range<Int>) -> [UInt8] {
        let wanted = range.clamped(to: 0..<count)
        let kept = Array(bytes[wanted.clamped(to: 0..<bytes.count)])
        return kept.count == wanted.count
            ? kept : kept + [UInt8](repeating: 0, count: wanted.count - kept.count)
    }

    mutating func write(_ new: [UInt8], at offset: Int) {
        count = max(count, offset + new.count)
        guard !new.isEmpty else { return }
        guard offset + new.count < bytes.count else {
            bytes.removeLast(max(0, bytes.count - offset))
            if bytes.count < offset { bytes += [UInt8](repeating: 0, count: offset - bytes.count) }
            bytes += new
            return
        }
        bytes.withUnsafeMutableBytes { $0[offset..<offset + new.count].copyBytes(from: new) }
    }

    mutating func zero(_ range: Range<Int>) {
        count = max(count, range.upperBound)
        let kept = range.clamped(to: 0..<bytes.count)
        guard !kept.isEmpty else { return }
        if kept.upperBound == bytes.count {
            bytes.removeLast(kept.count)
        } else {
            bytes.replaceSubrange(kept, with: [UInt8](repeating: 0, count: kept.count))
        }
    }

    mutating func truncate(to size: Int) {
        count = size
        if bytes.count > size { bytes.removeLast(bytes.count - size) }
    }
}
