/// The limits of a snapshot's parts, all in bytes.
enum SnapshotLimits {
    /// One line without its line end: twice the largest record of the log, which carries the same objects.
    static let lineBytes = 4 << 20

    /// Uncompressed bytes gathered before they go through the compressor.
    static let inputBytes = 64 << 10

    /// Compressed bytes read or written at once.
    static let chunkBytes = 256 << 10

    /// Compressed bytes after which the file is synced, so that no sync stands long in the way of the log's.
    static let bytesBetweenSyncs = 4 << 20
}
