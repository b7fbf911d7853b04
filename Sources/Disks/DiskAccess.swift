/// What a file is opened for.
package enum DiskAccess: Sendable {
    /// An existing file, to read and to synchronize.
    case read
    /// An existing file, to read and write.
    case readWrite
    /// A new and empty file, to read and write, which only its owner may open.
    case create
}
