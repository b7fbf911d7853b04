/// An open file of a `Disk`.
///
/// Calls are synchronous and may block for as long as the device does. A file may be used by several threads. It is
/// closed at the latest when the last reference to it goes.
package protocol DiskFile: AnyObject, Sendable {
    /// Writes all of the bytes, or throws; how much was written then is unknown.
    ///
    /// A file grows when written beyond its end; a gap reads as zeros.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(DiskError)

    /// Reads up to as many bytes as the buffer holds and says how many; fewer only at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(DiskError) -> Int

    /// Gives the range its place on the disk and really writes zeros there.
    ///
    /// A later write into the range cannot meet `.noSpace`, and its sync has no allocation to record. After an error
    /// the file may have grown by a part of the range.
    func allocateZeroed(from offset: Int64, count: Int64) throws(DiskError)

    /// Returns when everything written so far is safe from a crash, the size included.
    ///
    /// An error is final: the system may have forgotten what it could not write, so a second call proves nothing.
    func synchronize() throws(DiskError)

    /// The size in bytes.
    func size() throws(DiskError) -> Int64

    /// Cuts the file, or lets it grow by zeros.
    func truncate(to size: Int64) throws(DiskError)

    /// Closes the file; nothing but another `close()` may follow.
    func close()
}
