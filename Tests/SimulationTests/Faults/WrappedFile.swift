import Disks

/// A file in front of another one: what it does not do itself, the other does.
protocol WrappedFile: DiskFile {
    var inner: any DiskFile { get }
}

extension WrappedFile {
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(DiskError) {
        try inner.write(bytes, at: offset)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int {
        try inner.read(into: buffer, at: offset)
    }

    func allocateZeroed(from offset: Int64, count: Int64) throws(DiskError) {
        try inner.allocateZeroed(from: offset, count: count)
    }

    func synchronize() throws(DiskError) { try inner.synchronize() }

    func size() throws(DiskError) -> Int64 { try inner.size() }

    func truncate(to size: Int64) throws(DiskError) { try inner.truncate(to: size) }

    func close() { inner.close() }
}
