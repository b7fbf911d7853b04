import Disks

/// A part of a file in memory, which moves on as later parts are asked for.
struct FileWindow {
    private let file: any DiskFile
    private(set) var size: Int64
    private var buffer: [UInt8] = []
    private var start: Int64 = 0

    init(_ file: any DiskFile) throws(LogError) {
        self.file = file
        size = try Self.size(of: file)
    }

    /// Has a range in memory; false if the file ends before the range does.
    mutating func load(_ offset: Int64, _ count: Int) throws(LogError) -> Bool {
        if offset >= start, offset + Int64(count) <= start + Int64(buffer.count) { return true }
        guard offset + Int64(count) <= size else { return false }
        let wanted = Int(min(size - offset, Int64(max(count, LogLimits.readBytes))))
        try fill(from: offset, count: wanted)
        return buffer.count >= count
    }

    /// Lends a range that `load` has said true for.
    func withBytes<Result>(_ offset: Int64, _ count: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        // Safe because the range is in the buffer, and the body only reads it inside the call.
        let first = Int(offset - start)
        return buffer.withUnsafeBytes { bytes in
            body(UnsafeRawBufferPointer(rebasing: bytes[first..<first + count]))
        }
    }

    /// The eight bytes at an offset, the first one lowest; `load` has said true for them.
    func word(at offset: Int64) -> UInt64 {
        // Safe because eight bytes are lent.
        withBytes(offset, 8) { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    }

    /// Where the content ends that begins at an offset: behind the last byte that is not zero.
    mutating func contentEnd(from start: Int64 = 0) throws(LogError) -> Int64 {
        var end = start
        var offset = start
        while offset < size {
            let count = Int(min(size - offset, Int64(LogLimits.readBytes)))
            guard try load(offset, count) else { break }
            if let last = withBytes(offset, count, { $0.lastIndex { $0 != 0 } }) { end = offset + Int64(last) + 1 }
            offset += Int64(count)
        }
        return end
    }

    /// Forgets what is in memory and asks for the size anew.
    mutating func refresh() throws(LogError) {
        buffer.removeAll(keepingCapacity: true)
        size = try Self.size(of: file)
    }

    private static func size(of file: any DiskFile) throws(LogError) -> Int64 {
        do {
            return try file.size()
        } catch {
            throw LogError(error)
        }
    }

    private mutating func fill(from offset: Int64, count: Int) throws(LogError) {
        if buffer.count < count { buffer = [UInt8](repeating: 0, count: count) }
        let file = file
        // Safe because the buffer holds at least `count` bytes, and the disk writes no more.
        let got = try buffer.withUnsafeMutableBufferPointer { buffer throws(LogError) in
            let target = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count])
            do throws(DiskError) {
                return try file.read(into: target, at: offset)
            } catch {
                throw LogError(error)
            }
        }
        start = offset
        buffer.removeLast(buffer.count - got)
    }
}
