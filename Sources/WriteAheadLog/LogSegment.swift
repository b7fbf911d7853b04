/// A file of the log, as the directory knows it.
package struct LogSegment: Sendable, Equatable {
    /// The file's name.
    package let name: String

    /// The sequence of the first record that stands or will stand in it.
    package let firstSequence: UInt64

    /// The size in bytes, with room that is still free.
    package let bytes: Int64

    /// When it was last written to, in whole seconds since the epoch.
    package let modifiedSeconds: Int64
}
