/// The operations that can fail, as errors and fault points name them.
package enum DiskOperation: String, Sendable, CaseIterable {
    /// Opening or creating a file, or the directory itself.
    case open
    /// Listing the directory.
    case list
    /// Reading from a file.
    case read
    /// Writing to a file.
    case write
    /// Giving a file its place ahead of use.
    case allocate
    /// Waiting until a file is safe.
    case synchronize
    /// Asking for size or time.
    case status
    /// Setting a file's size.
    case truncate
    /// Renaming a file.
    case rename
    /// Removing a file.
    case remove
    /// Waiting until the names in the directory are safe.
    case synchronizeDirectory
}
