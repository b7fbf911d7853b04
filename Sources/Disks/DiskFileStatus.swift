/// What the directory knows of a file.
package struct DiskFileStatus: Sendable, Equatable {
    /// The size in bytes.
    package var bytes: Int64

    /// When its content last changed, in whole seconds since the epoch.
    package var modifiedSeconds: Int64

    /// A status as an implementation of `Disk` found it.
    package init(bytes: Int64, modifiedSeconds: Int64) {
        self.bytes = bytes
        self.modifiedSeconds = modifiedSeconds
    }
}
